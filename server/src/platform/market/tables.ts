import type { TableDefinition } from './topology.ts'

/** One operator as a platform reported it, with what matching found. Immutable: a new report is a new batch. */
export const reportRecord: TableDefinition = {
  name: 'report_record',
  comment: 'An accepted row of an identity report with its verdict',
  columns: {
    batch_id: 'String',
    chunk_no: 'UInt32',
    row_no: 'UInt32',
    platform_id: 'LowCardinality(String)',
    period: 'LowCardinality(String)',
    name: 'String CODEC(ZSTD(1))',
    // only where it differs from the name in more than nothing: empty means the name stands as it is
    name_folded: 'String CODEC(ZSTD(1))',
    uscc: 'String CODEC(ZSTD(1))',
    uscc_raw: 'String CODEC(ZSTD(1))',
    representative: 'String CODEC(ZSTD(1))',
    // A keyed digest: the number itself never comes here.
    id_digest: 'String',
    address: 'String CODEC(ZSTD(1))',
    phone_masked: 'String',
    shop_name: 'String CODEC(ZSTD(1))',
    shop_url: 'String CODEC(ZSTD(1))',
    exemption: 'LowCardinality(String)',
    over_threshold: 'LowCardinality(String)',
    verdict: 'LowCardinality(String)',
    kinds: 'Array(LowCardinality(String))',
    undecided_reason: 'LowCardinality(String)',
    tier: 'LowCardinality(String)',
    register_uscc: 'String CODEC(ZSTD(1))',
    notes: 'Array(LowCardinality(String))',
    dup_key: 'UInt64',
    province: 'LowCardinality(String)',
    inserted_at: "DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')",
  },
  partitionBy: 'period',
  orderBy: ['batch_id', 'chunk_no', 'row_no'],
  shardBy: 'dup_key',
  indexes: {
    by_uscc: 'uscc TYPE bloom_filter(0.01) GRANULARITY 1',
    by_dup_key: 'dup_key TYPE bloom_filter(0.01) GRANULARITY 1',
  },
}

/** A row that could not be accepted, as it came (sealed cells masked), for the corrected-template file. */
export const rejectRow: TableDefinition = {
  name: 'reject_row',
  comment: 'A rejected row of an identity report with the reasons',
  columns: {
    batch_id: 'String',
    chunk_no: 'UInt32',
    row_no: 'UInt32',
    platform_id: 'LowCardinality(String)',
    reasons: 'Array(LowCardinality(String))',
    // JSON object by field of the template; ID number and phone masked here and whole in `sealed`
    cells: 'String CODEC(ZSTD(3))',
    sealed: 'String',
    inserted_at: "DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')",
  },
  orderBy: ['batch_id', 'chunk_no', 'row_no'],
  shardBy: 'cityHash64(batch_id, row_no)',
}

export const marketTables: readonly TableDefinition[] = [reportRecord, rejectRow]
