import { DatabaseSync } from 'node:sqlite'

// The platform's own database: what it sells, and what it was sent, received and answered. One file, written ahead, so
// that a process killed at any instant finds on the next start what it had decided.

const TABLES = `
CREATE TABLE IF NOT EXISTS shop (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, operator TEXT NOT NULL, uscc TEXT NOT NULL,
  representative TEXT NOT NULL, id_number TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL,
  joined_on TEXT NOT NULL, licences TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'restricted', 'suspended', 'closed')) DEFAULT 'open');
CREATE TABLE IF NOT EXISTS item (
  id TEXT PRIMARY KEY, shop_id TEXT NOT NULL REFERENCES shop, title TEXT NOT NULL, url TEXT NOT NULL, price INTEGER NOT NULL,
  listed_on TEXT NOT NULL, description TEXT NOT NULL, brand TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('listed', 'taken_down')) DEFAULT 'listed');
CREATE TABLE IF NOT EXISTS deal (
  order_no TEXT PRIMARY KEY, item_id TEXT NOT NULL REFERENCES item, quantity INTEGER NOT NULL, amount INTEGER NOT NULL,
  paid_at TEXT NOT NULL, channel TEXT NOT NULL, payee TEXT NOT NULL, buyer TEXT NOT NULL,
  carrier TEXT NOT NULL, waybill TEXT NOT NULL, sent_from TEXT NOT NULL, sent_at TEXT NOT NULL, recipient TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS deal_item ON deal (item_id, paid_at);
CREATE TABLE IF NOT EXISTS sent_back (
  order_no TEXT NOT NULL REFERENCES deal, at TEXT NOT NULL, reason TEXT NOT NULL, result TEXT NOT NULL, refund INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS service_case (
  order_no TEXT NOT NULL REFERENCES deal, at TEXT NOT NULL, content TEXT NOT NULL, rating TEXT NOT NULL);

-- What came in: the message as it came, with the key that signed it and our receipt. This is our own proof.
CREATE TABLE IF NOT EXISTS message (
  id TEXT PRIMARY KEY, matter_id TEXT NOT NULL, kind TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL,
  message TEXT NOT NULL, sender_key TEXT, receipt TEXT, stored_at TEXT NOT NULL, received_at TEXT, handled_at TEXT,
  tries INTEGER NOT NULL DEFAULT 0, wait_until INTEGER NOT NULL DEFAULT 0, error TEXT);
CREATE INDEX IF NOT EXISTS message_next ON message (at, id) WHERE handled_at IS NULL;
CREATE INDEX IF NOT EXISTS message_matter ON message (matter_id, at, id) WHERE handled_at IS NULL;
-- What we decided to do, before we do it: sent again under the same name until it was done.
CREATE TABLE IF NOT EXISTS act (
  name TEXT PRIMARY KEY, message_id TEXT, matter_id TEXT, act TEXT NOT NULL, body TEXT NOT NULL, version INTEGER,
  planned_at TEXT NOT NULL, done_at TEXT, outcome TEXT);
CREATE INDEX IF NOT EXISTS act_message ON act (message_id);
-- What an order made us change, so that its revocation can undo exactly that.
CREATE TABLE IF NOT EXISTS measure (
  matter_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('shop', 'item')), id TEXT NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, undone_at TEXT, PRIMARY KEY (matter_id, kind, id));
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`

export type Row = Record<string, string | number | null>

export interface Database extends Disposable {
  all(query: string, ...values: (string | number | null)[]): Row[]
  one(query: string, ...values: (string | number | null)[]): Row | undefined
  run(query: string, ...values: (string | number | null)[]): number
  /** all of it or nothing */
  together<T>(work: () => T): T
}

/** Opens the file, or makes it. `synchronous = FULL`: what was acknowledged survives a loss of power. */
export const openDatabase = (path: string): Database => {
  const sqlite = new DatabaseSync(path)
  sqlite.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000',
  )
  sqlite.exec(TABLES)
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const statement = (query: string) => {
    const known = prepared.get(query) ?? sqlite.prepare(query)
    prepared.set(query, known)
    return known
  }
  let depth = 0
  return {
    all: (query, ...values) => statement(query).all(...values) as Row[],
    one: (query, ...values) => statement(query).get(...values) as Row | undefined,
    run: (query, ...values) => Number(statement(query).run(...values).changes),
    together: (work) => {
      if (depth > 0) return work()
      sqlite.exec('BEGIN IMMEDIATE')
      depth++
      try {
        const result = work()
        sqlite.exec('COMMIT')
        return result
      } catch (error) {
        sqlite.exec('ROLLBACK')
        throw error
      } finally {
        depth--
      }
    },
    [Symbol.dispose]: () => sqlite.close(),
  }
}

export const nowText = (): string => new Date().toISOString()
