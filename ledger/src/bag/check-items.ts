import type { Entry } from '../entry.ts'
import { type ListedPart, type Manifest, PART } from './format.ts'
import { type CustodyRecord, type ItemRecord, recordDigest } from './records.ts'
import type { BagFault } from './report.ts'

/** Each item's bytes and record are those that the ledger committed to when it was taken. */
export const checkItems = (
  { items, manifest, entries }: { items: readonly ItemRecord[]; manifest: Manifest; entries: readonly Entry[] },
  faults: BagFault[],
): void => {
  const parts = new Map(manifest.parts.map((part) => [part.name, part]))
  if (manifest.items.map(({ id }) => id).join() !== items.map(({ id }) => id).join())
    faults.push({ place: PART.items, zh: '与目录文件所列证据不符', en: 'does not list the items of the manifest' })
  for (const item of items) {
    const place = `${PART.items} ${item.id}`
    const taken = entries.find(({ kind, subject }) => kind === 'evidence.taken' && subject === item.id)
    if (!taken) {
      faults.push({ place, zh: '没有提取时的存证条目', en: 'has no entry from when it was taken' })
      continue
    }
    if (taken.body.recordSha256 !== recordDigest(item) || !sameContent(taken.body, item))
      faults.push({ place, zh: `与存证条目 ${taken.id} 不符`, en: `is not what entry ${taken.id} committed to` })
    const name = manifest.items.find(({ id }) => id === item.id)?.part
    const part = name ? parts.get(name) : undefined
    if (name && !(part && sameContent({ ...part }, item)))
      faults.push({ place: name, zh: '不是提取的内容', en: 'is not the content that was taken' })
  }
}

const sameContent = (body: Readonly<Record<string, unknown>>, item: Omit<ListedPart, 'name'>): boolean =>
  body.sha256 === item.sha256 && body.sm3 === item.sm3 && body.bytes === item.bytes

/** Each step of custody has its entry, and each entry about an item of the bag its step. */
export const checkCustody = (
  {
    custody,
    items,
    entries,
  }: { custody: readonly CustodyRecord[]; items: readonly ItemRecord[]; entries: readonly Entry[] },
  faults: BagFault[],
): void => {
  const known = new Set(items.map(({ id }) => id))
  const steps = new Map<unknown, CustodyRecord>()
  for (const step of custody) {
    if (steps.has(step.id) || !known.has(step.item))
      faults.push({
        place: `${PART.custody} ${step.id}`,
        zh: '重复，或不属于所列证据',
        en: 'is double, or of no item of the bag',
      })
    steps.set(step.id, step)
  }
  const proven = new Set<string>()
  for (const entry of entries.filter(({ kind, subject }) => kind.startsWith('evidence.') && known.has(subject))) {
    const step = steps.get(entry.body.custody)
    if (!step) {
      faults.push({
        place: `${PART.custody} (${entry.id})`,
        zh: '缺少该存证条目的保管记录',
        en: 'lacks the step of this entry',
      })
      continue
    }
    proven.add(step.id)
    const same =
      entry.body.custodySha256 === recordDigest(step) &&
      entry.subject === step.item &&
      entry.kind === `evidence.${step.event}` &&
      entry.at === step.at
    if (!same)
      faults.push({
        place: `${PART.custody} ${step.id}`,
        zh: `与存证条目 ${entry.id} 不符`,
        en: `is not what entry ${entry.id} committed to`,
      })
  }
  for (const { id } of custody)
    if (!proven.has(id)) faults.push({ place: `${PART.custody} ${id}`, zh: '没有存证条目', en: 'has no ledger entry' })
}
