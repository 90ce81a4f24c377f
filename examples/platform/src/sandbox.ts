import { generateKey, type RedbridgeClient } from '@redbridge/client'
import type { Database } from './database.ts'

// In the sandbox the platform registers its own key and endpoint; outside it, an administrator does in the product.

const read = (db: Database, name: string): string | null => {
  const row = db.one('SELECT value FROM setting WHERE name = ?', name)
  return row ? String(row.value) : null
}
const keep = (db: Database, name: string, value: string): void => {
  db.run(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    name,
    value,
  )
}

export const savedKey = (db: Database): { id: string; privateKey: string } | null => {
  const saved = read(db, 'key')
  return saved ? (JSON.parse(saved) as { id: string; privateKey: string }) : null
}
export const savedSecret = (db: Database): string | null => read(db, 'webhook_secret')

/** Makes a key, registers its public half and keeps it. */
export const newSandboxKey = async (
  db: Database,
  bridge: RedbridgeClient,
): Promise<{ id: string; privateKey: string }> => {
  const { privateKey, publicKey } = generateKey()
  const { id } = await bridge.sandbox.registerKey({ name: '示例平台', publicKey })
  keep(db, 'key', JSON.stringify({ id, privateKey }))
  return { id, privateKey }
}

/** Registers where webhooks go, once for an address. */
export const registerSandbox = async (db: Database, bridge: RedbridgeClient, url: string): Promise<void> => {
  if (read(db, 'webhook_url') === url) return
  const { secret } = await bridge.sandbox.addEndpoint({ name: '示例平台', url })
  db.together(() => {
    keep(db, 'webhook_secret', secret)
    keep(db, 'webhook_url', url)
  })
}
