/** One server, or a cluster whose tables are sharded and replicated. */
export type Topology = { cluster?: string }

/** A table as data: one definition renders for a single node and for a cluster. */
export type TableDefinition = {
  name: string
  /** What a row is, in a sentence. */
  comment: string
  columns: Record<string, string>
  /** Columns or expressions. Must start with what most queries give. */
  orderBy: readonly string[]
  partitionBy?: string
  /** Expression whose equal values meet on one shard; windows and joins by it need no network. */
  shardBy: string
  /** Data-skipping indexes: name → definition after INDEX name. */
  indexes?: Record<string, string>
}

/** How many insert tokens a table remembers, so that a chunk sent twice counts once. */
const rememberedInserts = 100_000

/** The table that holds the rows: the table itself, or each shard's part of it. */
export function localName(table: string, topology: Topology): string {
  return topology.cluster ? `${table}_local` : table
}

export function onCluster(topology: Topology): string {
  return topology.cluster ? ` ON CLUSTER ${name(topology.cluster)}` : ''
}

/**
 * The statements that make a table.
 *
 * @example renderTable(reportRecord, {})                       // MergeTree
 * @example renderTable(reportRecord, { cluster: 'redbridge' }) // ReplicatedMergeTree and Distributed, ON CLUSTER
 */
export function renderTable(table: TableDefinition, topology: Topology): string[] {
  const columns = Object.entries(table.columns).map(([column, type]) => `  ${name(column)} ${type}`)
  for (const [index, definition] of Object.entries(table.indexes ?? {}))
    columns.push(`  INDEX ${name(index)} ${definition}`)
  const engine = topology.cluster
    ? "ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')"
    : 'MergeTree'
  const window = topology.cluster ? 'replicated_deduplication_window' : 'non_replicated_deduplication_window'
  // Flushed to the disk before an insert is acknowledged: after a power cut nothing acknowledged is gone.
  const settings = [`${window} = ${rememberedInserts}`, 'fsync_after_insert = 1', 'fsync_part_directory = 1']
  const local = [
    `CREATE TABLE IF NOT EXISTS ${name(localName(table.name, topology))}${onCluster(topology)} (\n${columns.join(',\n')}\n)`,
    `ENGINE = ${engine}`,
    ...(table.partitionBy ? [`PARTITION BY ${table.partitionBy}`] : []),
    `ORDER BY (${table.orderBy.join(', ')})`,
    `SETTINGS ${settings.join(', ')}`,
    `COMMENT '${table.comment.replace(/'/g, "''")}'`,
  ].join('\n')
  if (!topology.cluster) return [local]
  const distributed = [
    `CREATE TABLE IF NOT EXISTS ${name(table.name)}${onCluster(topology)}`,
    `AS ${name(localName(table.name, topology))}`,
    `ENGINE = Distributed(${name(topology.cluster)}, currentDatabase(), ${name(localName(table.name, topology))}, ${table.shardBy})`,
  ].join('\n')
  return [local, distributed]
}

/** Statements that add a column to a table that exists; on a cluster both to the parts and to the whole. */
export function renderAddColumn(table: TableDefinition, column: string, topology: Topology): string[] {
  const targets = topology.cluster ? [localName(table.name, topology), table.name] : [table.name]
  return targets.map(
    (target) =>
      `ALTER TABLE ${name(target)}${onCluster(topology)} ADD COLUMN IF NOT EXISTS ${name(column)} ${table.columns[column]}`,
  )
}

export function name(identifier: string): string {
  return `\`${identifier.replace(/[\\`]/g, '\\$&')}\``
}
