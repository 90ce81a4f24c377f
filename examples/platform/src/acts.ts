import { type RedbridgeClient, RedbridgeError } from '@redbridge/client'
import { type Database, nowText, type Row } from './database.ts'

// Our own legal acts: decided and written down in one transaction, then sent under the name they were written down with.
// Killed in between, the next start sends them again under the same name, and the server does them once.

export type ActKind =
  | 'askCorrection'
  | 'refuse'
  | 'extend'
  | 'answerPart'
  | 'answer'
  | 'execute'
  | 'appeal'
  | 'complete'
  | 'report'

export interface Planned {
  readonly act: ActKind
  readonly body: object
}

/** Writes acts down, in order. Names are those of what they follow from, so that they are the same when decided again. */
export const planActs = (
  db: Database,
  from: {
    readonly name: string
    readonly messageId: string | null
    readonly matterId: string | null
    /** the version that was decided on; the first act speaks of it */
    readonly version?: number
  },
  acts: readonly Planned[],
): void => {
  acts.forEach(({ act, body }, i) => {
    db.run(
      `INSERT INTO act (name, message_id, matter_id, act, body, version, planned_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO NOTHING`,
      `${from.name}-${String(i).padStart(3, '0')}-${act}`,
      from.messageId,
      from.matterId,
      act,
      JSON.stringify(body),
      i === 0 ? (from.version ?? null) : null,
      nowText(),
    )
  })
}

export const hasPlan = (db: Database, messageId: string): boolean =>
  db.one('SELECT 1 FROM act WHERE message_id = ? LIMIT 1', messageId) !== undefined

/** Sends what was written down and not done yet, in order. */
export const performActs = async (db: Database, bridge: RedbridgeClient, messageId: string | null): Promise<void> => {
  const rows = db.all('SELECT * FROM act WHERE message_id IS ? AND done_at IS NULL ORDER BY name', messageId)
  for (const row of rows) await perform(db, bridge, row)
}

/** Refusals that no repetition changes: the matter has ended or moved on, or what we said was not taken. */
const isFinal = (error: unknown): error is RedbridgeError =>
  error instanceof RedbridgeError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 429].includes(error.status)

const perform = async (db: Database, bridge: RedbridgeClient, row: Row): Promise<void> => {
  const name = String(row.name)
  const done = (outcome: string): void => {
    db.run('UPDATE act SET done_at = ?, outcome = ? WHERE name = ?', nowText(), outcome, name)
  }
  try {
    const version = row.act === 'report' ? undefined : await versionFor(db, bridge, row)
    const answer = await send(bridge, row, { idempotencyKey: name, ...(version === undefined ? {} : { version }) })
    done(JSON.stringify({ id: (answer as { id?: string }).id ?? null }))
  } catch (error) {
    if (!isFinal(error)) throw error
    if (error.code === 'conflict') {
      // The matter moved while we wrote: nothing was done under this name, so it may be said of the new version.
      db.run('UPDATE act SET version = NULL WHERE name = ?', name)
      throw error
    }
    done(error.message)
  }
}

/** The version we speak about, written down before we speak: a repetition must say the same. */
const versionFor = async (db: Database, bridge: RedbridgeClient, row: Row): Promise<number> => {
  if (row.version !== null) return Number(row.version)
  const { version } = await bridge.matters.get(String(row.matter_id))
  db.run('UPDATE act SET version = ? WHERE name = ?', version, String(row.name))
  return version
}

const send = (
  bridge: RedbridgeClient,
  row: Row,
  options: { idempotencyKey: string; version?: number },
): Promise<unknown> => {
  const id = String(row.matter_id)
  const body = JSON.parse(String(row.body))
  switch (row.act as ActKind) {
    case 'askCorrection':
      return bridge.requests.askCorrection(id, body, options)
    case 'refuse':
      return bridge.requests.refuse(id, body, options)
    case 'extend':
      return bridge.requests.extend(id, body, options)
    case 'answerPart':
      return bridge.requests.answerPart(id, body, options)
    case 'answer':
      return bridge.requests.answer(id, body, options)
    case 'execute':
      return bridge.orders.execute(id, body, options)
    case 'appeal':
      return bridge.orders.appeal(id, body, options)
    case 'complete':
      return bridge.reports.complete(id, body, options)
    case 'report':
      return bridge.reports.report(body, options)
  }
}
