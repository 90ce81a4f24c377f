import { hash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { AnswerContent, type Envelope, type Receipt } from '@redbridge/contract'
import { canonicalJson, pemOfEd25519, verifyHttpProof, verifySigned } from '@redbridge/ledger'
import { sql } from 'kysely'
import { proveConservation } from '../../modules/matters/index.ts'
import { systemClock } from '../../platform/clock.ts'
import { openPool } from '../../platform/db/pool.ts'
import { openMemory } from '../../platform/ledger/monitor/memory.ts'
import { openMonitor } from '../../platform/ledger/monitor/monitor.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Asked } from './bureau.ts'
import { BUREAU, SHOP, type World } from './world.ts'

// What both sides hold when all is over, message by message. Whatever is not exactly as it must be is a fault.

/** Collects faults by kind: how many, and the first few. */
export interface Faults {
  add(kind: string, what: string): void
  readonly all: ReadonlyMap<string, { count: number; readonly first: string[] }>
}

const openFaults = (): Faults => {
  const all = new Map<string, { count: number; first: string[] }>()
  return {
    all,
    add: (kind, what) => {
      const known = all.get(kind) ?? { count: 0, first: [] }
      known.count++
      if (known.first.length < 5) known.first.push(what)
      all.set(kind, known)
    },
  }
}

interface ServerMessage {
  readonly id: string
  readonly matter_id: string
  readonly event: string
  readonly from_id: string
  readonly to_id: string
  readonly envelope: string
  readonly signature: Buffer
  readonly key_id: string
  readonly receipt: string | null
  readonly receipt_signature: Buffer
  readonly receipt_key: string
  /** what the ledger entries committed to; null: no entry that has its place in the tree */
  readonly entered: string | null
  readonly receipt_entered: string | null
}

const readMessages = async ({ workerDb }: Platform): Promise<ServerMessage[]> => {
  const { rows } = await sql<ServerMessage>`
    SELECT m.id, m.matter_id, m.event, m.from_id, m.to_id, m.envelope, m.signature, m.key_id,
      r.receipt, r.signature AS receipt_signature, r.key_id AS receipt_key,
      (SELECT e.envelope::jsonb -> 'body' ->> 'envelopeSha256' FROM ledger_entry e JOIN ledger_leaf l ON l.entry_id = e.id
       WHERE e.id = m.entry_id) AS entered,
      (SELECT e.envelope::jsonb -> 'body' ->> 'receiptSha256' FROM ledger_entry e JOIN ledger_leaf l ON l.entry_id = e.id
       WHERE e.id = r.entry_id) AS receipt_entered
    FROM exchange_message m LEFT JOIN exchange_receipt r ON r.message_id = m.id ORDER BY m.no`.execute(workerDb)
  return rows
}

/** Whether every signature holds: of envelopes, receipts, and the requests of clients that caused them. */
const checkSignatures = async (platform: Platform, messages: readonly ServerMessage[], faults: Faults) => {
  const { rows } = await sql<{ id: string; public_key: Buffer }>`SELECT id, public_key FROM exchange_key`.execute(
    platform.workerDb,
  )
  const keys = new Map(rows.map(({ id, public_key }) => [id, pemOfEd25519(new Uint8Array(public_key))]))
  const check = (what: string, text: string, signed: { signature: Buffer; keyId: string }): void => {
    if (!verifySigned({ text, signature: signed.signature.toString('base64') }, keys.get(signed.keyId) ?? ''))
      faults.add('signature', what)
    const { proof, from, by: receiver } = JSON.parse(text) as Partial<Envelope> & Partial<Receipt>
    const isClient = (from ?? receiver)?.id === SHOP.id
    if (proof && !verifyHttpProof(proof, keys.get(proof.keyId) ?? '')) faults.add('proof', what)
    if (isClient && !proof) faults.add('proof missing', what)
  }
  for (const { id, envelope, signature, key_id, receipt, receipt_signature, receipt_key } of messages) {
    check(id, envelope, { signature, keyId: key_id })
    if (receipt !== null) check(`${id} receipt`, receipt, { signature: receipt_signature, keyId: receipt_key })
  }
}

/** Each message has one receipt that is of it, and both stand in the ledger as they are. */
const checkReceipts = (messages: readonly ServerMessage[], faults: Faults): void => {
  for (const { id, envelope, receipt, entered, receipt_entered } of messages) {
    if (entered !== hash('sha256', envelope)) faults.add('message not in the ledger', id)
    if (receipt === null) faults.add('no receipt', id)
    else {
      const { message, envelopeSha256 } = JSON.parse(receipt) as Receipt
      if (message !== id || envelopeSha256 !== hash('sha256', envelope)) faults.add('receipt of something else', id)
      if (receipt_entered !== hash('sha256', receipt)) faults.add('receipt not in the ledger', id)
    }
  }
}

/** Every request that was asked is there once, was sent once and answered once; and no other. */
const checkRequests = async (
  platform: Platform,
  { asked, messages }: { asked: readonly string[]; messages: readonly ServerMessage[] },
  faults: Faults,
): Promise<void> => {
  const { rows } = await sql<{ id: string; state: string; answers: number }>`
    SELECT m.id, m.state, (SELECT count(*)::int FROM assistance_answer a WHERE a.matter_id = m.id AND a.state = 'sent') AS answers
    FROM matter m WHERE m.kind = 'assistance_request'`.execute(platform.workerDb)
  const known = new Map(rows.map((row) => [row.id, row]))
  const sent = Map.groupBy(messages, (one) => `${one.matter_id} ${one.event}`)
  for (const id of asked) {
    const matter = known.get(id)
    known.delete(id)
    if (!matter) faults.add('request lost', id)
    else if (matter.state !== 'replied' || matter.answers === 0) faults.add('not answered', `${id} ${matter.state}`)
    else if (matter.answers > 1) faults.add('answered more than once', `${id} ${matter.answers}`)
    for (const event of ['approve', 'answer']) {
      const count = sent.get(`${id} ${event}`)?.length ?? 0
      if (count === 0) faults.add(`no message of ${event}`, id)
      if (count > 1) faults.add(`message of ${event} doubled`, `${id} ${count}`)
    }
  }
  for (const { id, state } of known.values()) faults.add('request that nobody asked', `${id} ${state}`)
}

interface ShopMessage {
  readonly id: string
  readonly envelope: string
  readonly receipt: string | null
}
interface ShopAnswer {
  readonly matterId: string
  readonly outcome: string
  readonly content: unknown
}
const readShop = (path: string): { messages: ShopMessage[]; answers: ShopAnswer[]; open: number } => {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const messages = db.prepare('SELECT id, message, receipt FROM message').all() as Record<string, string | null>[]
    const acts = db.prepare("SELECT matter_id, body, outcome FROM act WHERE act = 'answer'").all() as Record<
      string,
      string | null
    >[]
    const [open] = db.prepare('SELECT count(*) AS n FROM message WHERE handled_at IS NULL').all() as { n: number }[]
    return {
      messages: messages.map(({ id, message, receipt }) => ({
        id: String(id),
        envelope: (JSON.parse(String(message)) as { envelope: { text: string } }).envelope.text,
        receipt: receipt ? ((JSON.parse(receipt) as { text: string } | null)?.text ?? null) : null,
      })),
      answers: acts.map(({ matter_id, body, outcome }) => ({
        matterId: String(matter_id),
        outcome: String(outcome),
        content: (JSON.parse(String(body)) as { content: unknown }).content,
      })),
      open: open?.n ?? 0,
    }
  } finally {
    db.close()
  }
}

/** Whether the platform has nothing left to do: an answer whose acknowledgement was lost is repeated, later and later. */
export const shopRests = (path: string): boolean => {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return db.prepare('SELECT 1 FROM message WHERE handled_at IS NULL LIMIT 1').get() === undefined
  } finally {
    db.close()
  }
}

/** The platform's own database holds what the server's does: the same messages, receipts and answers, no more, no fewer. */
const checkShop = (path: string, messages: readonly ServerMessage[], faults: Faults): void => {
  const shop = readShop(path)
  if (shop.open > 0) faults.add('not handled by the platform', String(shop.open))
  const mine = new Map(shop.messages.map((one) => [one.id, one]))
  if (mine.size !== shop.messages.length)
    faults.add('platform stored a message twice', String(shop.messages.length - mine.size))
  for (const { id, envelope, receipt } of messages.filter((one) => one.to_id === SHOP.id)) {
    const here = mine.get(id)
    mine.delete(id)
    if (!here) faults.add('lost on the way to the platform', id)
    else if (here.envelope !== envelope) faults.add('changed on the way to the platform', id)
    else if (here.receipt !== receipt) faults.add('receipts differ', id)
  }
  for (const id of mine.keys()) faults.add('the platform has what nobody sent', id)
  const answers = Map.groupBy(shop.answers, (one) => one.matterId)
  for (const { id, matter_id, envelope } of messages.filter(
    (one) => one.to_id === BUREAU.id && one.event === 'answer',
  )) {
    const given = answers.get(matter_id) ?? []
    answers.delete(matter_id)
    const { answerSha256 } = JSON.parse(envelope) as Envelope
    if (given.length !== 1) faults.add('answers of the platform', `${id} ${given.length}`)
    else if (hash('sha256', canonicalJson(AnswerContent.parse(given[0]?.content))) !== answerSha256)
      faults.add('another answer than the platform gave', id)
    else if (!given[0]?.outcome.startsWith('{'))
      faults.add('the platform believes it failed', `${id} ${given[0]?.outcome}`)
  }
  for (const matterId of answers.keys()) faults.add('answer lost on the way to the bureau', matterId)
}

/** The ledger from its first leaf to its last, and the counts of matters, as the watch over them sees them. */
const checkLedger = async ({ workerUrl, platform }: World, dir: string, faults: Faults): Promise<number> => {
  const { pool, db } = openPool(workerUrl, 4, 'fault-monitor')
  try {
    const memory = openMemory(dir)
    const monitor = openMonitor({ pool, db, memory, clock: systemClock, log: platform.log })
    await monitor.watch()
    const { leaves } = await monitor.sweep()
    for (const { kind, place } of memory.head.findings) faults.add(`ledger: ${kind}`, place)
    if (!(await proveConservation(platform))) faults.add('matters do not balance', '')
    const { rows } = await sql`SELECT 1 FROM ledger_pending LIMIT 1`.execute(platform.workerDb)
    if (rows.length > 0) faults.add('entries wait for their leaves', '')
    return leaves
  } finally {
    await db.destroy()
  }
}

export interface Verdict {
  readonly messages: number
  readonly leaves: number
  /** deliveries that were attempted more than once, and attempts beyond the first */
  readonly redelivered: number
  readonly redeliveries: number
  readonly faults: Faults['all']
}

/** Holds everything against everything. */
export const judge = async (world: World, asked: Asked, memoryDir: string): Promise<Verdict> => {
  const faults = openFaults()
  for (const one of asked.refused) faults.add('due act refused', one)
  const messages = await readMessages(world.platform)
  await checkRequests(world.platform, { asked: asked.ids, messages }, faults)
  checkReceipts(messages, faults)
  await checkSignatures(world.platform, messages, faults)
  checkShop(world.shopDatabase, messages, faults)
  const leaves = await checkLedger(world, memoryDir, faults)
  const { rows } = await sql<{ redelivered: number; redeliveries: number }>`
    SELECT count(*) FILTER (WHERE attempts > 1)::int AS redelivered, coalesce(sum(greatest(attempts - 1, 0)), 0)::int AS redeliveries
    FROM exchange_delivery`.execute(world.platform.workerDb)
  const { redelivered = 0, redeliveries = 0 } = rows[0] ?? {}
  return { messages: messages.length, leaves, redelivered, redeliveries, faults: faults.all }
}
