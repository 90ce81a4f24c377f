import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Node, parseSync } from 'oxc-parser'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'

// What holds of every table, asked of a migrated database: a new migration is looked at without anybody remembering to.

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const ask = async <R extends object>(sql: string): Promise<R[]> => (await client.query<R>(sql)).rows

/** Foreign keys whose columns do not lead any complete index. */
const BARE_KEYS = `
  SELECT c.conrelid::regclass || ' (' || string_agg(a.attname, ', ' ORDER BY k.place) || ')' AS name
  FROM pg_constraint c
  CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
  WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
      AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
  GROUP BY c.oid, c.conrelid ORDER BY 1`

test('every foreign key has an index', async () => {
  expect(await ask(BARE_KEYS)).toEqual([])
  await client.query('CREATE TABLE bare (id text PRIMARY KEY, of text REFERENCES organisation)')
  await client.query("CREATE INDEX bare_of ON bare (of) WHERE id > 'a'")
  expect(await ask(BARE_KEYS)).toEqual([{ name: 'bare (of)' }])
  await client.query('DROP TABLE bare')
})

/** The book of migrations is no tenant's. */
const NO_TENANT = ['schema_migration']
const TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS guarded,
    EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles @> ARRAY['redbridge_worker'::regrole::oid]) AS worker,
    ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles @> ARRAY[0::oid]) AS public
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`

test('row-level security is on and forced for every table of a tenant, and each policy names its role', async () => {
  const faults = async () => {
    const tables = await ask<{ name: string; guarded: boolean; worker: boolean; public: string[] }>(TABLES)
    expect(tables.length).toBeGreaterThan(20)
    const bare = tables.filter(({ name, guarded, worker }) => !NO_TENANT.includes(name) && !(guarded && worker))
    return [...bare.map((table) => table.name), ...tables.flatMap((table) => table.public)]
  }
  expect(await faults()).toEqual([])
  await client.query('CREATE TABLE bare (id text); ALTER TABLE bare ENABLE ROW LEVEL SECURITY')
  await client.query(
    'CREATE POLICY for_all ON bare USING (true); CREATE POLICY w ON bare TO redbridge_worker USING (true)',
  )
  expect(await faults()).toEqual(['bare', 'for_all'])
  await client.query('DROP TABLE bare')
})

test('a connection that acts for nobody sees nothing of any tenant', async () => {
  const app = new pg.Client({ connectionString: database.appUrl })
  await app.connect()
  try {
    // A pooled connection answers '' where it once had a setting: that must not read as "everything".
    await app.query("SELECT set_config('app.div_lo', '', false), set_config('app.div_hi', '', false)")
    await client.query(
      "INSERT INTO organisation (id, kind, name_zh, division) VALUES ('org_a', 'bureau', '甲', '110000')",
    )
    await client.query(
      "INSERT INTO register (id, bureau_id, division, name_zh) VALUES ('reg_a', 'org_a', '110000', '库')",
    )
    for (const table of ['organisation', 'register'])
      expect((await app.query(`SELECT * FROM ${table}`)).rows, table).toEqual([])
  } finally {
    await client.query('DELETE FROM register')
    await client.query('DELETE FROM organisation')
    await app.end()
  }
})

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const FILES = readdirSync(FOLDER)
  .filter((file) => /^schema(-\w+)?\.ts$/.test(file))
  .map((file) => `${FOLDER}${file}`)

interface Column {
  table: string
  column: string
  type: string
  nullable: boolean
  hasDefault: boolean
}
const COLUMNS = `
  SELECT table_name AS "table", column_name AS "column", CASE data_type WHEN 'ARRAY' THEN udt_name ELSE data_type END AS type,
    is_nullable = 'YES' AS nullable, column_default IS NOT NULL OR is_identity = 'YES' AS "hasDefault"
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('schema_migration')`

/** Tables of the Kysely types: name → column → the text of its type, aliases resolved. */
const typesOf = (texts: readonly string[]): Map<string, Map<string, string>> => {
  const aliases = new Map<string, string>()
  const shapes = new Map<string, Map<string, string>>()
  const databases = new Set<string>(['Database'])
  for (const text of texts) {
    const slice = (node: Node): string => text.slice(node.start, node.end)
    for (const statement of parseSync('schema.ts', text).program.body) {
      const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
      if (node?.type === 'TSTypeAliasDeclaration') aliases.set(node.id.name, slice(node.typeAnnotation))
      if (node?.type !== 'TSInterfaceDeclaration') continue
      if (node.id.name === 'Database')
        for (const one of node.extends) if (one.expression.type === 'Identifier') databases.add(one.expression.name)
      const columns = new Map<string, string>()
      for (const member of node.body.body)
        if (member.type === 'TSPropertySignature' && member.key.type === 'Identifier' && member.typeAnnotation)
          columns.set(member.key.name, slice(member.typeAnnotation.typeAnnotation))
      shapes.set(node.id.name, columns)
    }
  }
  const resolved = (type: string): string => aliases.get(type) ?? type
  const tables = new Map<string, Map<string, string>>()
  for (const [table, shape] of [...databases].flatMap((name) => [...(shapes.get(name) ?? [])]))
    tables.set(table, new Map([...(shapes.get(shape) ?? [])].map(([column, type]) => [column, resolved(type)])))
  return tables
}

/** What a column of a database type must look like when it is read, as a pattern over the text of its type. */
const READS: Readonly<Record<string, RegExp>> = {
  text: /^(Generated<)?(string|'|[A-Z]\w+(>| \||$))/,
  date: /^(string|Day)/,
  'timestamp with time zone': /^ColumnType<Date/,
  bigint: /^(ColumnType<number|Generated<number)/,
  integer: /^(Generated<)?(ColumnType<)?number/,
  real: /^(ColumnType<)?number/,
  boolean: /^(Generated<)?boolean/,
  jsonb: /^(JSONColumnType|Json)</,
  bytea: /^Buffer/,
  _text: /^(Generated<)?\w+\[\]/,
  _int4: /^(Generated<)?number\[\]/,
}

const faultsOf = (columns: readonly Column[], types: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] => {
  const faults: string[] = []
  for (const { table, column, type, nullable, hasDefault } of columns) {
    const typed = types.get(table)?.get(column)
    const say = (why: string): void => void faults.push(`${table}.${column}: ${why}`)
    if (typed === undefined) say('is not in the types')
    else if (!READS[type]?.test(typed)) say(`is ${type}, typed ${typed}`)
    else if (/\| null/.test(typed) !== nullable) say(`is ${nullable ? '' : 'not '}nullable, typed ${typed}`)
    else if (typed.startsWith('Generated<') && !hasDefault) say(`has no default, typed ${typed}`)
  }
  const real = new Set(columns.map(({ table, column }) => `${table}.${column}`))
  for (const [table, shape] of types)
    for (const column of shape.keys())
      if (!real.has(`${table}.${column}`)) faults.push(`${table}.${column}: is no column`)
  return faults
}

test('the types of the tables are those of the database', async () => {
  const types = typesOf(FILES.map((file) => readFileSync(file, 'utf8')))
  const columns = await ask<Column>(COLUMNS)
  expect(types.size).toBeGreaterThan(20)
  expect(faultsOf(columns, types)).toEqual([])
})

test('the comparison of types sees what is wrong', () => {
  const types = typesOf([
    `type Time = ColumnType<Date, Date, Date>
     export interface ThingTable { a: string | null; b: number; c: Generated<string>; e: Time }
     export interface Database { thing: ThingTable }`,
  ])
  const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
    table: 'thing',
    column: name,
    type,
    nullable: false,
    hasDefault: false,
    ...more,
  })
  expect(faultsOf([column('a', 'text'), column('b', 'text'), column('c', 'text'), column('d', 'text')], types)).toEqual(
    [
      'thing.a: is not nullable, typed string | null',
      'thing.b: is text, typed number',
      'thing.c: has no default, typed Generated<string>',
      'thing.d: is not in the types',
      'thing.e: is no column',
    ],
  )
})
