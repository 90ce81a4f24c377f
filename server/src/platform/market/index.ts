import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseLogLevel, createClient, type DataFormat } from '@clickhouse/client'
import { startClickHouse } from '../embedded/clickhouse/start.ts'
import { createDatabase, migrateTables } from './migrate.ts'
import { patiently } from './patience.ts'
import { marketTables } from './tables.ts'
import { localName, name, onCluster, type TableDefinition, type Topology } from './topology.ts'

export type Params = Record<string, unknown>
export type MarketOptions =
  | { url: string; cluster?: string; database?: string }
  | { dataDir: string; database?: string; log?: (message: string) => void }

/**
 * `token`: an insert sent twice with one token counts once, also after a crash. Name the chunk, not the try;
 * but the token stays remembered when its rows are deleted, so a redone batch needs tokens of its own.
 */
export type InsertOptions = { columns?: readonly string[]; token?: string }
export type ByteInsert = InsertOptions & { format: DataFormat }

/** The volume side of the house: records, candidates, statistics, in ClickHouse. */
export interface Market extends AsyncDisposable {
  readonly client: ClickHouseClient
  readonly topology: Topology
  readonly database: string
  /** Makes missing tables and columns; returns what it made. */
  migrate(tables?: readonly TableDefinition[]): Promise<string[]>
  /** Rows as objects. 64-bit integers come as numbers: read keys beyond 2^53 through toString(). */
  query<T = Record<string, unknown>>(sql: string, params?: Params): Promise<T[]>
  /** Rows one after the other, for results too large for memory. */
  stream<T = Record<string, unknown>>(sql: string, params?: Params): AsyncIterable<T>
  /** The bytes of a result in any ClickHouse format. */
  raw(sql: string, format: DataFormat, params?: Params): Promise<Readable>
  /** DDL and other statements without a result. */
  command(sql: string, params?: Params): Promise<void>
  insert(table: string, rows: readonly object[], options?: InsertOptions): Promise<void>
  /** Not repeated by itself when the connection breaks: the stream is used up. Send it again with the same token. */
  insertStream(table: string, rows: Readable, options: ByteInsert): Promise<void>
  insertFile(table: string, path: string, options: ByteInsert): Promise<void>
  /** Removes rows, waiting until they are gone from every answer. */
  deleteWhere(table: string, condition: string, params?: Params): Promise<void>
  close(): Promise<void>
}

/** Opens ClickHouse: the server or cluster at `url`, or an embedded engine with its data in `dataDir`. */
export async function openMarket(options: MarketOptions): Promise<Market> {
  const embedded =
    'dataDir' in options
      ? await startClickHouse({ dataDir: options.dataDir, ...(options.log ? { log: options.log } : {}) })
      : undefined
  const url = new URL(embedded?.url ?? (options as { url: string }).url)
  const database = options.database ?? (decodeURIComponent(url.pathname.slice(1)) || 'redbridge')
  url.pathname = ''
  const topology: Topology = 'url' in options && options.cluster ? { cluster: options.cluster } : {}
  const wait = embedded?.ready ?? (() => Promise.resolve())
  try {
    await ensureDatabase(url, database, topology, wait)
    return marketOver(connect(url, database), { database, topology, wait, stop: async () => embedded?.stop() })
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

type Backing = { database: string; topology: Topology; wait: () => Promise<void>; stop: () => Promise<void> }

function marketOver(client: ClickHouseClient, backing: Backing): Market {
  const { database, topology, wait } = backing
  const query = <T>(sql: string, params: Params = {}): Promise<T[]> =>
    patiently(wait, 'repeatable', async () => {
      const result = await client.query({ query: sql, query_params: params, format: 'JSONEachRow' })
      return result.json<T>()
    })
  const command = (sql: string, params: Params = {}): Promise<void> =>
    patiently(wait, 'once', async () => void (await client.command({ query: sql, query_params: params })))
  // Without a token equal blocks would be taken for repeats of one another: only tokens decide.
  const once = (token: string | undefined) =>
    token ? { insert_deduplication_token: token } : { insert_deduplicate: 0 as const }
  const insertRows = async (
    table: string,
    values: readonly object[],
    { columns, token }: InsertOptions,
  ): Promise<void> => {
    const chosen = columns ? { columns: columns as [string, ...string[]] } : {}
    await client.insert({ table, values, format: 'JSONEachRow', ...chosen, clickhouse_settings: once(token) })
  }
  const insertBytes = async (table: string, values: Readable, options: ByteInsert): Promise<void> => {
    const columns = options.columns ? ` (${options.columns.map(name).join(', ')})` : ''
    const query = `INSERT INTO ${name(table)}${columns} FORMAT ${options.format}`
    const sent = await client.exec({ query, values, clickhouse_settings: once(options.token) })
    sent.stream.resume()
  }
  const kind = (options: InsertOptions) => (options.token ? 'repeatable' : 'once')
  const close = async (): Promise<void> => {
    await client.close()
    await backing.stop()
  }

  return {
    client,
    topology,
    database,
    migrate: (tables = marketTables) => migrateTables({ topology, query, command }, tables),
    query,
    command,
    async *stream<T>(sql: string, params: Params = {}) {
      const result = await patiently(wait, 'repeatable', () =>
        client.query({ query: sql, query_params: params, format: 'JSONEachRow' }),
      )
      for await (const rows of result.stream<T>()) for (const row of rows) yield row.json<T>() as T
    },
    async raw(sql, format, params = {}) {
      const result = await patiently(wait, 'repeatable', () =>
        client.exec({ query: `${sql}\nFORMAT ${format}`, query_params: params }),
      )
      return result.stream as Readable
    },
    insert: (table, rows, options = {}) => patiently(wait, kind(options), () => insertRows(table, rows, options)),
    insertStream: (table, rows, options) => patiently(wait, 'once', () => insertBytes(table, rows, options)),
    insertFile: (table, path, options) =>
      patiently(wait, kind(options), () =>
        insertBytes(table, createReadStream(path, { highWaterMark: 1 << 20 }), options),
      ),
    async deleteWhere(table, condition, params = {}) {
      const target = `${name(localName(table, topology))}${onCluster(topology)}`
      await command(`ALTER TABLE ${target} DELETE WHERE ${condition} SETTINGS mutations_sync = 2`, params)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function connect(url: URL, database: string): ClickHouseClient {
  return createClient({
    url,
    database,
    application: 'redbridge',
    use_multipart_params_auto: true,
    request_timeout: 600_000,
    max_open_connections: 24,
    // Errors are thrown; who catches them says what they mean.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // An insert is a chunk with a token: written at once, on a cluster on every shard before the answer.
      async_insert: 0,
      insert_deduplicate: 1,
      distributed_foreground_insert: 1,
      output_format_json_quote_64bit_integers: 0,
    },
  })
}

async function ensureDatabase(
  url: URL,
  database: string,
  topology: Topology,
  wait: () => Promise<void>,
): Promise<void> {
  const client = connect(url, 'default')
  try {
    await patiently(wait, 'repeatable', () => client.command({ query: createDatabase(database, topology) }))
  } finally {
    await client.close()
  }
}
