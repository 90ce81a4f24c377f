// Started by postgres.test.ts and killed there: owns an embedded PostgreSQL and prints each committed step.
import { writeSync } from 'node:fs'
import pg from 'pg'
import { startPostgres } from '../postgres.ts'

const running = await startPostgres({ dataDir: process.argv[2]! })
const client = new pg.Client(running.url)
await client.connect()
await client.query('create table if not exists steps (n int primary key)')
const { rows } = await client.query('select coalesce(max(n), 0)::int as n from steps')
for (let step = (rows[0] as { n: number }).n + 1; ; step++) {
  await client.query('insert into steps values ($1)', [step])
  writeSync(1, `${step}\n`)
}
