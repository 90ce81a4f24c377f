import type { Matter, MatterBulkResult } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { words as bulk } from '../../ui/bulk-words.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './words.ts'

/** How many will be or were moved, and what is left out, by reason and by number. */
export function BulkResultView({ result, matters = [] }: { result: MatterBulkResult; matters?: readonly Matter[] }) {
  const t = useWords(bulk)
  const n = result.affected
  const left = result.excluded.length
  const headline = result.preview ? (n > 0 ? t('willAffect', { n }) : t('noneAffected')) : t('done', { n })
  return (
    <div className="rb-stack">
      <p className="rb-strong" role="status">
        <StateTag tone={result.preview ? 'active' : 'done'}>{headline}</StateTag>
      </p>
      <Affected result={result} matters={matters} />
      {left > 0 && (
        <>
          <p className="rb-strong">
            <StateTag tone="dropped">{t(result.preview ? 'willExclude' : 'excluded', { n: left })}</StateTag>
          </p>
          <Excluded excluded={result.excluded} />
        </>
      )}
    </div>
  )
}

/** The numbers of what will move, the first of many. */
function Affected({ result, matters }: { result: MatterBulkResult; matters: readonly Matter[] }) {
  const t = useWords(words)
  const pick = usePick()
  const out = new Set(result.excluded.map((one) => one.id))
  const numbers = matters.filter((one) => !out.has(one.id)).map((one) => one.number)
  if (numbers.length === 0) return null
  const shown = numbers.slice(0, SHOWN).join(pick({ zh: '、', en: ', ' }))
  const rest = numbers.length - SHOWN
  return (
    <p className="rb-quiet rb-small rb-numbers">
      {shown} {rest > 0 && t('bulkMore', { n: rest })}
    </p>
  )
}
const SHOWN = 20

function Excluded({ excluded }: { excluded: MatterBulkResult['excluded'] }) {
  const t = useWords(words)
  const pick = usePick()
  const byReason = Map.groupBy(excluded, (one) => one.reason)
  return (
    <dl className="rb-excluded">
      {[...byReason].map(([reason, ones]) => (
        <div key={reason}>
          <dt>
            {pick(ones[0]!)} <span className="rb-quiet">{t('bulkNumbers', { n: ones.length })}</span>
          </dt>
          <dd className="rb-quiet rb-small">
            {ones.map((one) => one.number ?? t('bulkUnseen')).join(pick({ zh: '、', en: ', ' }))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
