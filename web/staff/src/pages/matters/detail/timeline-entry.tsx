import type { MatterDetail, MatterEntry } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { words } from '../detail-words.ts'
import { partyText, stateText, transitionAt } from '../moves.ts'
import { FileLinks, FormValuesView } from './form-values.tsx'

interface Props {
  entry: MatterEntry
  matter: MatterDetail
}

export function TimelineEntry({ entry, matter }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const name = useEntryName()
  const who = [entry.byUser, entry.byOrganisation].filter(Boolean).join(' · ') || t('system')
  const party = partyText(matter.definition, entry.party)
  const state = entry.to !== entry.from ? stateText(matter.definition, entry.to) : undefined
  return (
    <li className={`rb-entry rb-entry-${entry.type}${entry.internal ? ' rb-entry-internal' : ''}`}>
      <div className="rb-entry-head">
        <strong>{name(entry)}</strong>
        {state && <span className="rb-quiet">{t('moved', { state: pick(state) })}</span>}
        {entry.internal && (
          <span className="rb-internal" title={t('internalTitle')}>
            {t('internal')}
          </span>
        )}
        <time dateTime={entry.at}>{formatTime(entry.at)}</time>
      </div>
      <div className="rb-quiet">
        {who}
        {party && pick({ zh: `（${party.zh}）`, en: ` (${party.en})` })}
      </div>
      {entry.text && <blockquote>{entry.text}</blockquote>}
      <EntryForm entry={entry} matter={matter} />
      <EntryMarks entry={entry} />
    </li>
  )
}

export function useEntryName(): (entry: MatterEntry) => string {
  const t = useWords(words)
  const pick = usePick()
  return (entry) => {
    if (entry.eventText) return pick(entry.eventText)
    switch (entry.type) {
      case 'message':
        return t('message')
      case 'note':
        return t('note')
      case 'assigned':
        return t('assigned')
      default:
        return t('clockEntry')
    }
  }
}

/** What was filled in with a move, folded: the left side shows the latest of each. Files of messages stand open. */
function EntryForm({ entry, matter }: Props) {
  const t = useWords(words)
  const fields = transitionAt(matter.definition, entry.event, entry.from)?.form ?? []
  const filled = fields.filter((field) => entry.form[field.name] !== undefined && entry.form[field.name] !== null)
  return (
    <>
      {filled.length > 0 && (
        <details className="rb-fold">
          <summary>{t('filledIn')}</summary>
          <FormValuesView fields={filled} values={entry.form} matter={matter} />
        </details>
      )}
      {entry.files.length > 0 && <FileLinks files={entry.files} />}
    </>
  )
}

function EntryMarks({ entry }: { entry: MatterEntry }) {
  const t = useWords(words)
  if (!entry.letter && !entry.ledger) return null
  const letter = entry.letter && `/api/letters/${encodeURIComponent(entry.letter.id)}/letter`
  return (
    <div className="rb-entry-marks">
      {entry.letter && letter && (
        <span className="rb-letter">
          {t('letter', { number: entry.letter.number })} <a href={`${letter}.docx`}>DOCX</a>{' '}
          <a href={`${letter}.pdf`} target="_blank" rel="noreferrer">
            PDF
          </a>
        </span>
      )}
      {entry.ledger && (
        <span className="rb-ledger-mark" title={t('ledgerTitle')}>
          {entry.ledger.leafIndex === null ? t('toLedger') : t('inLedger', { index: entry.ledger.leafIndex })}
        </span>
      )}
    </div>
  )
}
