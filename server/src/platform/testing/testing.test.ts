import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase, createTestMarket } from './index.ts'

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a test database is migrated, separate, quickly made, and its app role can neither do DDL nor bypass policies', async () => {
  await using first = await createTestDatabase()
  const started = performance.now()
  await using second = await createTestDatabase()
  expect(performance.now() - started).toBeLessThan(3_000)
  expect(await ask(first.ownerUrl, 'SELECT count(*)::int AS n FROM schema_migration')).not.toEqual([{ n: 0 }])
  await ask(first.ownerUrl, 'CREATE TABLE only_here (id int)')
  await expect(ask(second.ownerUrl, 'SELECT * FROM only_here')).rejects.toThrow(/does not exist/)
  await expect(ask(first.appUrl, 'CREATE TABLE not_allowed (id int)')).rejects.toThrow(/permission denied/)
  const role = 'SELECT rolname, rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user'
  expect(await ask(first.appUrl, role)).toEqual([{ rolname: 'redbridge_app', rolbypassrls: false, rolsuper: false }])
  expect(await ask(first.workerUrl, 'SELECT count(*)::int AS n FROM pgboss.queue')).toEqual([{ n: expect.any(Number) }])
})

test('test markets do not see each other', async () => {
  await using first = await createTestMarket()
  await using second = await createTestMarket()
  await first.insert('reject_row', [{ batch_id: 'b', row_no: 1 }])
  expect(await first.query('SELECT count() AS n FROM reject_row')).toEqual([{ n: 1 }])
  expect(await second.query('SELECT count() AS n FROM reject_row')).toEqual([{ n: 0 }])
})
