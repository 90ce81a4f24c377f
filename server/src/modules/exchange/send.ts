import { hash } from 'node:crypto'
import type { Envelope } from '@redbridge/contract'
import { envelopeText } from '@redbridge/ledger'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Effect, EffectMove, EffectWork } from '../../platform/effects.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import { wakeAfterCommit } from './delivery/index.ts'
import { hostedSigner } from './hosted-keys.ts'
import { memorandumInForce, pairOf } from './memoranda.store.ts'
import { requireProof } from './proof.ts'
import { namesOf, secretMatters } from './send.store.ts'

/** What the envelopes of one effect have in common: read once, however many moves. */
interface Sending {
  readonly from: { readonly id: string; readonly name: string }
  readonly names: ReadonlyMap<string, string>
  readonly inForce: Awaited<ReturnType<typeof memorandumInForce>>
}

const envelopeOf = (
  { now, proof }: EffectWork,
  { from, names, inForce }: Sending,
  { move, to }: { move: EffectMove; to: string },
): Envelope => {
  const digest = move.form.answerSha256
  const memorandum = inForce(pairOf(move.parties))
  return {
    v: 'redbridge-exchange/1',
    id: newId('msg', now.getTime()),
    type: `${move.kind}.${move.event}`,
    from,
    to: { id: to, name: names.get(to) ?? '' },
    matter: { id: move.matterId, number: move.number, kind: move.kind },
    at: now.toISOString(),
    entryId: move.entryId,
    recordSha256: move.recordSha256,
    answerSha256: typeof digest === 'string' ? digest : null,
    memorandum: memorandum ? { number: memorandum.number, version: memorandum.version } : null,
    proof,
  }
}

interface Message {
  readonly envelope: Envelope
  readonly text: string
  readonly sha256: string
}

const enterMessages = (tx: Tx, messages: readonly Message[], now: Date): Promise<string[]> =>
  appendEntries(
    tx,
    messages.map(({ envelope: { id, matter, from, to }, sha256 }) => ({
      kind: 'exchange.message',
      subject: id,
      readers: [from.id, to.id],
      body: { envelopeSha256: sha256, matter: matter.id, from: from.id, to: to.id },
    })),
    now,
  )

/**
 * The effect `exchange.send`: of each move one signed message to each other organisation that sees the matter, in the
 * transaction of the move and in a handful of statements, however many moves. The table's trigger queues them.
 */
export const sendMessages: Effect = async (work, moves) => {
  const { platform, actor, tx, now } = work
  if (!actor) throw new Error('A message of the exchange has a sender')
  const { id, nameZh } = actor.organisation
  const outgoing = moves.flatMap((move) => move.seenBy.filter((to) => to !== id).map((to) => ({ move, to })))
  if (outgoing.length === 0) return
  requireProof(actor, work.proof)
  const signer = await hostedSigner(platform, tx, { organisationId: id, now })
  const sending: Sending = {
    from: { id, name: nameZh },
    names: await namesOf(platform, tx, [...new Set(outgoing.map(({ to }) => to))]),
    inForce: await memorandumInForce(
      tx,
      moves.map((move) => pairOf(move.parties)),
      dayOf(now),
    ),
  }
  const secret = await secretMatters(
    tx,
    moves.map((move) => move.matterId),
  )
  const messages = outgoing.map((one): Message => {
    const envelope = envelopeOf(work, sending, one)
    const text = envelopeText(envelope)
    return { envelope, text, sha256: hash('sha256', text) }
  })
  const entries = await enterMessages(tx, messages, now)
  const rows = messages.map(({ envelope, text, sha256 }, i) => ({
    id: envelope.id,
    matter_id: envelope.matter.id,
    kind: envelope.matter.kind,
    event: envelope.type.slice(envelope.matter.kind.length + 1),
    to_id: envelope.to.id,
    move_entry_id: envelope.entryId,
    envelope: text,
    envelope_sha256: sha256,
    signature: signer.sign(text).toString('base64'),
    entry_id: entries[i],
    confidential: secret.has(envelope.matter.id),
  }))
  await sql`
    INSERT INTO exchange_message (id, matter_id, kind, event, from_id, to_id, at, move_entry_id, envelope, envelope_sha256,
      signature, key_id, entry_id, confidential)
    SELECT id, matter_id, kind, event, ${id}, to_id, ${now}::timestamptz, move_entry_id, envelope, envelope_sha256,
      decode(signature, 'base64'), ${signer.keyId}, entry_id, confidential
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, matter_id text, kind text, event text, to_id text,
      move_entry_id text, envelope text, envelope_sha256 text, signature text, entry_id text, confidential boolean)`.execute(
    tx,
  )
  wakeAfterCommit(platform, tx)
}
