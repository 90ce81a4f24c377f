import { name, renderAddColumn, renderTable, type TableDefinition, type Topology } from './topology.ts'

type Runner = {
  topology: Topology
  query: <T>(sql: string, params?: Record<string, unknown>) => Promise<T[]>
  command: (sql: string) => Promise<void>
}

/**
 * Brings the tables to their definitions: makes missing tables and columns. It never drops or converts;
 * a definition that contradicts what is there is refused, because only a person can know what to do.
 */
export async function migrateTables(market: Runner, tables: readonly TableDefinition[]): Promise<string[]> {
  const done: string[] = []
  for (const table of tables) {
    const existing = await columnsOf(market, table.name)
    if (existing.size === 0) {
      for (const statement of renderTable(table, market.topology)) await market.command(statement)
      done.push(`table ${table.name}`)
      continue
    }
    for (const [column, definition] of Object.entries(table.columns)) {
      const found = existing.get(column)
      if (found === undefined) {
        for (const statement of renderAddColumn(table, column, market.topology)) await market.command(statement)
        done.push(`column ${table.name}.${column}`)
      } else if (typeOf(found) !== typeOf(definition)) {
        throw new Error(
          `ClickHouse table ${table.name}: column ${column} is ${found}, its definition says ${definition}. Convert it by hand (ALTER TABLE … MODIFY COLUMN) or give the new column another name.`,
        )
      }
    }
  }
  return done
}

async function columnsOf(market: Runner, table: string): Promise<Map<string, string>> {
  const rows = await market.query<{ name: string; type: string }>(
    'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}',
    { table },
  )
  return new Map(rows.map((row) => [row.name, row.type]))
}

/** The type at the head of a column definition, without DEFAULT, CODEC and spaces. */
function typeOf(definition: string): string {
  return definition.replace(/\s+(DEFAULT|MATERIALIZED|ALIAS|CODEC|COMMENT|TTL)\b.*$/s, '').replace(/\s+/g, '')
}

export const createDatabase = (database: string, topology: Topology): string =>
  `CREATE DATABASE IF NOT EXISTS ${name(database)}${topology.cluster ? ` ON CLUSTER ${name(topology.cluster)}` : ''}`
