import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))

/** Roles of the database: the owner migrates; `redbridge_app` serves requests under row-level security; `redbridge_worker` does jobs. */
export const ensureRoles = async (ownerUrl: string, passwords: { app: string; worker: string }): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const [role, password] of [
      ['redbridge_app', passwords.app],
      ['redbridge_worker', passwords.worker],
    ] as const) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
      const verb = rowCount ? 'ALTER' : 'CREATE'
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${client.escapeLiteral(password)}`,
      )
    }
  } finally {
    await client.end()
  }
}

/** The same database under another role. */
export const urlFor = (ownerUrl: string, role: 'redbridge_app' | 'redbridge_worker', password: string): string => {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.toString()
}

/** Applies what is missing of migrations/NNNN_name.sql, each in a transaction, under one lock. Returns their names. */
export const migrate = async (ownerUrl: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const applied: string[] = []
  try {
    await client.query('SELECT pg_advisory_lock(7302001)')
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, sha256 text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM schema_migration')
    const done = new Map(rows.map((row) => [row.name, row.sha256]))
    for (const name of readdirSync(MIGRATIONS)
      .filter((file) => /^\d{4}_.*\.sql$/.test(file))
      .sort()) {
      const text = readFileSync(`${MIGRATIONS}${name}`, 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = done.get(name)
      if (before === sha256) continue
      if (before) throw new Error(`Migration ${name} was changed after it had been applied: write a new one instead`)
      await client.query('BEGIN')
      await client.query(text)
      await client.query('INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)', [name, sha256])
      await client.query('COMMIT')
      applied.push(name)
    }
    await client.query('GRANT USAGE ON SCHEMA public TO redbridge_app, redbridge_worker')
  } finally {
    await client.end()
  }
  return applied
}
