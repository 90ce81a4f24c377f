import { randomBytes } from 'node:crypto'
import { accessDigest, entryEnvelope } from '@redbridge/ledger'
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

export interface NewEntry {
  /** what happened, e.g. 'matter.move' */
  kind: string
  /** id of what it happened to, e.g. 'mat_…' */
  subject: string
  /** ids of the organisations that may see the entry; a request's own must be among them */
  readers: readonly string[]
  /** ids, digests, states, times; no personal data */
  body: Record<string, unknown>
}

/**
 * Appends in the caller's transaction (role redbridge_app or redbridge_worker), any number at once, one statement.
 * The sequencer gives the entries their leaves after the commit. Returns the entry ids in order.
 */
export const appendEntries = async (tx: Tx, entries: readonly NewEntry[], now: Date): Promise<string[]> => {
  if (!entries.length) return []
  const at = now.toISOString()
  const salts = randomBytes(16 * entries.length)
  const rows = entries.map(({ kind, subject, readers, body }, place) => {
    const id = newId('ent', now.getTime())
    const salt = salts.subarray(place * 16, place * 16 + 16)
    const names = [...new Set(readers)]
    const envelope = entryEnvelope({ v: 1, id, at, kind, subject, body, access: accessDigest(salt, names) })
    return { id, kind, subject, readers: names.join('\n'), envelope }
  })
  const column = <K extends keyof (typeof rows)[number]>(name: K): (typeof rows)[number][K][] =>
    rows.map((row) => row[name])
  await sql`
    INSERT INTO ledger_entry (id, at, kind, subject, readers, salt, envelope)
    SELECT id, ${at}::timestamptz, kind, subject, string_to_array(readers, E'\n'),
      substring(${salts}::bytea FROM (place::int - 1) * 16 + 1 FOR 16), envelope
    FROM unnest(${column('id')}::text[], ${column('kind')}::text[], ${column('subject')}::text[],
                ${column('readers')}::text[], ${column('envelope')}::text[])
         WITH ORDINALITY AS given(id, kind, subject, readers, envelope, place)
    ORDER BY place`.execute(tx)
  return column('id')
}
