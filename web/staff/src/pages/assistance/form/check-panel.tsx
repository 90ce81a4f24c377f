import type { DuplicateRequest, RequestCheck, RequestFault } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { formatDate } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { placeOfPointer } from './focus.ts'
import { words } from './form-words.ts'
import type { Request } from './use-request.ts'

interface Props {
  request: Pick<Request, 'check' | 'known' | 'duplicates'>
  /** brings the field at fault into sight */
  onGo(place: string): void
}

/** What the program knows against the request before anybody sends it, and what it knows already. */
export function CheckPanel({ request, onGo }: Props) {
  const t = useWords(words)
  return (
    <aside className="rb-ask-check rb-panel" aria-label={t('check')} aria-busy={request.check.isFetching}>
      <h2>{t('check')}</h2>
      <Body request={request} onGo={onGo} />
    </aside>
  )
}

function Body({ request: { check, known, duplicates }, onGo }: Props) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (!check.asked) return <p className="rb-quiet">{t('checkNoPlatform')}</p>
  if (check.error)
    return (
      <p className="rb-alert" role="alert">
        {t('checkFailed')}
        {describeFailure(check.error, lang).text}
      </p>
    )
  if (!check.data) return <p className="rb-quiet">{t('checking')}</p>
  return (
    <>
      <Faults faults={known} onGo={onGo} />
      <Duplicates duplicates={duplicates} />
      <Memorandum memorandum={check.data.memorandum} />
    </>
  )
}

export function Faults({ faults, onGo }: { faults: readonly RequestFault[]; onGo?: (place: string) => void }) {
  const t = useWords(words)
  const blocking = faults.filter((one) => one.blocking)
  const hints = faults.filter((one) => !one.blocking)
  return (
    <>
      <p role="status">
        {blocking.length === 0 ? (
          <StateTag tone="done">{t(onGo ? 'checkGood' : 'checkFound')}</StateTag>
        ) : (
          <StateTag tone="alert">{t('checkBad', { n: blocking.length })}</StateTag>
        )}
      </p>
      <FaultList faults={blocking} {...(onGo ? { onGo } : {})} />
      {hints.length > 0 && (
        <>
          <p>
            <StateTag tone="soon">{t('checkHints', { n: hints.length })}</StateTag>
          </p>
          <FaultList faults={hints} {...(onGo ? { onGo } : {})} />
        </>
      )}
    </>
  )
}

function FaultList({ faults, onGo }: { faults: readonly RequestFault[]; onGo?: (place: string) => void }) {
  const t = useWords(words)
  const pick = usePick()
  if (faults.length === 0) return null
  return (
    <ul className="rb-ask-faults">
      {faults.map((fault) => (
        <li key={`${fault.rule} ${fault.pointer} ${fault.zh}`}>
          {onGo ? (
            <button type="button" className="rb-link-button" onClick={() => onGo(placeOfPointer(fault.pointer))}>
              {pick(fault)}
            </button>
          ) : (
            pick(fault)
          )}
          {fault.basis && <div className="rb-quiet rb-small">{t('checkBasis', { basis: fault.basis })}</div>}
        </li>
      ))}
    </ul>
  )
}

/** Earlier requests about the same: one's own with the way to the answer, others' by name and day alone. */
export function Duplicates({ duplicates }: { duplicates: readonly DuplicateRequest[] }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  if (duplicates.length === 0) return null
  return (
    <section>
      <h3>{t('duplicates')}</h3>
      <ul className="rb-ask-faults">
        {duplicates.map(({ target, bureauName, on, matter }) => (
          <li key={`${target} ${bureauName} ${matter?.id ?? on}`}>
            {matter === null ? (
              t('duplicateOther', { bureau: bureauName, date: formatDate(on, lang), target })
            ) : (
              <>
                {t('duplicateOwn', { date: formatDate(on, lang), target })}
                <AppLink href={`/assistance/${encodeURIComponent(matter.id)}`} target="_blank">
                  {matter.number}
                </AppLink>{' '}
                <span className="rb-quiet">
                  {pick(matter.stateText)}
                  {matter.answered && ` · ${t('duplicateAnswered')}`}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Memorandum({ memorandum }: Pick<RequestCheck, 'memorandum'>) {
  const t = useWords(words)
  return (
    <p className="rb-quiet">
      {memorandum ? t('memorandum', { number: memorandum.number, version: memorandum.version }) : t('memorandumNone')}
    </p>
  )
}
