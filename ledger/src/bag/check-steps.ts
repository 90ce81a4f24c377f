import type { Entry } from '../entry.ts'
import { PART } from './format.ts'
import { type BagStep, recordDigest } from './records.ts'
import type { BagFault } from './report.ts'

/** Each step of a matter is what its ledger entry committed to, and each entry about a matter of the bag has its step. */
export const checkSteps = (
  { steps, entries }: { steps: readonly BagStep[]; entries: readonly Entry[] },
  faults: BagFault[],
): void => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const proven = new Set<string>()
  for (const [i, step] of steps.entries()) {
    const place = `${PART.steps} ${i + 1} (${step.entry})`
    const entry = byId.get(step.entry)
    if (!entry) faults.push({ place, zh: '没有存证条目', en: 'has no ledger entry' })
    else if (proven.has(step.entry)) faults.push({ place, zh: '重复', en: 'is double' })
    else if (!isSame(step, entry))
      faults.push({ place, zh: `与存证条目 ${entry.id} 不符`, en: `is not what entry ${entry.id} committed to` })
    proven.add(step.entry)
  }
  for (const { id, kind } of entries)
    if (kind.startsWith('matter.') && !proven.has(id))
      faults.push({
        place: `${PART.steps} (${id})`,
        zh: '缺少该存证条目的办理步骤',
        en: 'lacks the step of this entry',
      })
}

const isSame = ({ subject, kind, record }: BagStep, entry: Entry): boolean =>
  entry.subject === subject &&
  entry.kind === kind &&
  entry.body.recordSha256 === recordDigest(record) &&
  entry.at === record.at &&
  (kind !== 'matter.move' || (entry.body.event === record.event && entry.body.to === record.to))
