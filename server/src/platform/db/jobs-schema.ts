import pg from 'pg'

/** The queue's schema belongs to the worker role, which migrates it; the app role may enqueue in its own transactions. */
export const prepareJobsSchema = async (ownerUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('GRANT redbridge_worker TO CURRENT_USER')
    await client.query('CREATE SCHEMA IF NOT EXISTS pgboss AUTHORIZATION redbridge_worker')
    await client.query('GRANT USAGE ON SCHEMA pgboss TO redbridge_app')
    await client.query(
      'ALTER DEFAULT PRIVILEGES FOR ROLE redbridge_worker IN SCHEMA pgboss GRANT SELECT, INSERT, UPDATE ON TABLES TO redbridge_app',
    )
    await client.query(
      'ALTER DEFAULT PRIVILEGES FOR ROLE redbridge_worker IN SCHEMA pgboss GRANT USAGE ON SEQUENCES TO redbridge_app',
    )
  } finally {
    await client.end()
  }
}
