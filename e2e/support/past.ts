import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

interface Client {
  connect(): Promise<void>
  query(text: string): Promise<{ rowCount: number | null }>
  end(): Promise<void>
}
const { Client: PgClient } = createRequire(new URL('../../server/package.json', import.meta.url))('pg') as {
  Client: new (url: string) => Client
}

/** What only a week of waiting would bring about: whatever failed has now failed for eight days, and is due once more. */
export const ageFailures = async (dataDir: string): Promise<number> => {
  const place = join(dataDir, 'postgres')
  const port = readFileSync(join(place, 'postmaster.pid'), 'utf8').split('\n')[3]?.trim()
  const password = readFileSync(join(place, 'redbridge.password'), 'utf8').trim()
  const client = new PgClient(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`)
  await client.connect()
  try {
    const { rowCount } = await client.query(`UPDATE exchange_delivery
      SET first_at = now() - interval '8 days', attempts = 20, next_at = now()
      WHERE state = 'waiting' AND attempts > 0`)
    return rowCount ?? 0
  } finally {
    await client.end()
  }
}
