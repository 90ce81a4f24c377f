import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { ERRORS } from '@redbridge/contract'
import {
  type BagExchange,
  type BagStep,
  type CustodyRecord,
  type ItemRecord,
  itemPart,
  type LedgerSide,
  ledgerParts,
  readZip,
  sealPart,
  verifyBag,
  type ZipPart,
} from '@redbridge/ledger'
import { withScratch } from '../../platform/files/scratch.ts'
import type { Platform } from '../../platform/platform.ts'
import type { BagRow } from './bags.view.ts'
import { readLedgerSide } from './ledger-side.ts'
import { createZipFile } from './zip-file.ts'

/** How long one attempt waits for the ledger before the job is given back to the queue. */
const WAIT_MS = 20_000
/** Bags up to this size are verified as a recipient would before anybody gets them. */
const VERIFY_BYTES = 64 << 20

/** Seals a bag when the ledger has signed for all of it. Repeatable: what was half written is gone with its folder. */
export const sealBag = async (platform: Platform, bagId: string, signal: AbortSignal): Promise<void> => {
  const bag = await platform.workerDb.selectFrom('evidence_bag').selectAll().where('id', '=', bagId).executeTakeFirst()
  if (!bag || bag.state === 'done' || bag.state === 'failed') return
  const draft = readZip(await buffer(await platform.files.get(bag.draft_key)))
  const side = await waitForLedger(platform, bag, { draft, signal })
  await platform.workerDb.updateTable('evidence_bag').set({ state: 'sealing' }).where('id', '=', bagId).execute()
  const fileKey = `bags/${bag.organisation_id}/${bag.id}.zip`
  const stored = await withScratch(platform.files, async (scratch) => {
    const path = scratch.path('bag.zip')
    await writeBag(platform, { bag, draft, side, path })
    return scratch.store(path, fileKey)
  })
  await platform.workerDb
    .updateTable('evidence_bag')
    .set({
      state: 'done',
      file_key: fileKey,
      bytes: stored.size,
      sha256: stored.sha256,
      finished_at: platform.clock.now(),
    })
    .where('id', '=', bagId)
    .execute()
  await platform.files.delete(bag.draft_key)
}

const jsonOf = <T>(draft: readonly ZipPart[], name: string): T =>
  JSON.parse(Buffer.from(draft.find((part) => part.name === name)?.bytes ?? []).toString('utf8')) as T

const waitForLedger = async (
  platform: Platform,
  bag: BagRow,
  { draft, signal }: { draft: readonly ZipPart[]; signal: AbortSignal },
): Promise<LedgerSide> => {
  const custody = jsonOf<CustodyRecord[]>(draft, 'records/custody.json').map(({ id }) => id)
  const steps = jsonOf<BagStep[]>(draft, 'records/steps.json').map(({ entry }) => entry)
  const exchange = entriesOf(draft)
  for (const until = Date.now() + WAIT_MS; Date.now() < until && !signal.aborted; await pause(300)) {
    const side = await readLedgerSide(platform, bag, { custody, steps, exchange })
    if (side) return side
  }
  throw new Error(`bag ${bag.id} waits for the ledger`)
}

/** Entries of the messages, receipts and keys in the bag. */
const entriesOf = (draft: readonly ZipPart[]): string[] => {
  if (!draft.some(({ name }) => name === 'records/exchange.json')) return []
  const { messages, keys } = jsonOf<BagExchange>(draft, 'records/exchange.json')
  return [
    ...messages.flatMap(({ entry, receipt }) => [entry, receipt?.entry ?? []].flat()),
    ...keys.flatMap(({ entry, revokedEntry }) => [entry, revokedEntry ?? []].flat()),
  ]
}

interface Writing {
  readonly bag: BagRow
  readonly draft: readonly ZipPart[]
  readonly side: LedgerSide
  readonly path: string
}

const writeBag = async (platform: Platform, { bag, draft, side, path }: Writing): Promise<void> => {
  const items = jsonOf<ItemRecord[]>(draft, 'records/items.json')
  const { items: listed } = jsonOf<{ items: { id: string; part: string | null }[] }>(draft, 'manifest.json')
  const present = new Set(listed.flatMap(({ id, part }) => (part ? [id] : [])))
  {
    await using zip = await createZipFile(path)
    const parts = []
    for (const { name, bytes } of draft) parts.push(await zip.add(name, bytes))
    for (const item of items.filter(({ id }) => present.has(id))) {
      const part = await zip.add(itemPart(item.id, item.name), await platform.files.get(await keyOf(platform, item)))
      if (part.sha256 !== item.sha256) throw new Error(`stored bytes of ${item.id} are not those that were taken`)
      parts.push(part)
    }
    for (const { name, bytes } of ledgerParts(side)) parts.push(await zip.add(name, bytes))
    const seal = sealPart(parts)
    await zip.add(seal.name, seal.bytes)
    await zip.finish()
  }
  await verifyOwn(bag, path)
}

const keyOf = async (platform: Platform, item: ItemRecord): Promise<string> => {
  const content = await platform.workerDb
    .selectFrom('evidence_content')
    .select('key')
    .where('organisation_id', '=', item.organisation)
    .where('sha256', '=', item.sha256)
    .executeTakeFirst()
  if (!content?.key) throw new Gone()
  return content.key
}

/** Disposed of between asking for the bag and sealing it. */
export class Gone extends Error {}

const verifyOwn = async (bag: BagRow, path: string): Promise<void> => {
  const bytes = await readFile(path)
  if (bytes.length > VERIFY_BYTES) return
  const digests = (part: Uint8Array) => ({
    sha256: createHash('sha256').update(part).digest('hex'),
    sm3: createHash('sm3').update(part).digest('hex'),
  })
  const report = await verifyBag(bytes, { digests })
  const [fault] = report.checks.flatMap((check) => check.faults)
  if (!report.ok) throw new Error(`bag ${bag.id} does not verify: ${fault?.place} ${fault?.en}`)
}

/** A bag whose evidence went meanwhile cannot be made any more, and says so. */
export const giveUp = async (platform: Platform, bagId: string): Promise<void> => {
  const { zh, en } = ERRORS.evidence_disposed
  await platform.workerDb
    .updateTable('evidence_bag')
    .set({
      state: 'failed',
      finished_at: platform.clock.now(),
      fault: JSON.stringify({ code: 'evidence_disposed', zh, en }),
    })
    .where('id', '=', bagId)
    .execute()
}
