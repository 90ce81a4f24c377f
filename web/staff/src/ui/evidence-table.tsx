import type { EvidenceField } from '@redbridge/contract'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { differingPlaces } from '../lib/group-code.ts'
import { CopyButton } from './code.tsx'
import { DiffText } from './diff-text.tsx'
import { words } from './evidence-words.ts'
import { StateTag } from './state-tag.tsx'

interface Props {
  fields: readonly EvidenceField[]
  /** source and date under each column's heading */
  reportedFrom: ReactNode
  registeredFrom: ReactNode
}

/** Evidence side by side: what was reported, what the register holds, and whether they agree. */
export function EvidenceTable({ fields, reportedFrom, registeredFrom }: Props) {
  const t = useWords(words)
  return (
    <table className="rb-evidence">
      <caption className="rb-hidden">{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('field')}</th>
          <th scope="col">
            {t('reported')}
            <div className="rb-source">{reportedFrom}</div>
          </th>
          <th scope="col">
            {t('registered')}
            <div className="rb-source">{registeredFrom}</div>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">
              {t(field.field)}
              <Verdict field={field} />
            </th>
            <td data-label={t('reported')}>
              <Value field={field} side="reported" missing={t('noValue')} />
            </td>
            <td data-label={t('registered')}>
              <Value field={field} side="registered" missing={t('noEntry')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What only the register knows: nobody reports it, so it is in order or not, and agrees with nothing. */
const isStanding = ({ field }: EvidenceField) => field === 'status' || field === 'abnormal' || field === 'serious'

function Value({ field, side, missing }: { field: EvidenceField; side: 'reported' | 'registered'; missing: string }) {
  const spans = field[side]
  if (!spans) return <span className="rb-quiet">{side === 'reported' && isStanding(field) ? '—' : missing}</span>
  const isCode = field.field === 'uscc'
  return (
    <span className={isCode ? 'rb-code' : undefined}>
      <DiffText spans={spans} code={isCode} />
      {isCode && <CopyButton text={spans.map((s) => s.text).join('')} />}
    </span>
  )
}

function Verdict({ field }: { field: EvidenceField }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (field.agrees === null) return null
  const standing = isStanding(field)
  if (field.agrees || standing)
    return (
      <div className="rb-verdict">
        <StateTag tone={field.agrees ? 'done' : 'alert'}>
          {t(standing ? (field.agrees ? 'inOrder' : 'notInOrder') : 'agrees')}
        </StateTag>
      </div>
    )
  const places = differingPlaces(field.reported ?? [])
  const few = places.length > 0 && places.length <= 4
  return (
    <div className="rb-verdict">
      <StateTag tone="alert">
        {few ? t('differsAt', { places: places.join(lang === 'zh' ? '、' : ', ') }) : t('differs')}
      </StateTag>
    </div>
  )
}
