import { type AnswerSummary, FIELD_GROUP_TEXT, WITHHELD_REASON_TEXT } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatBytes } from '../../../lib/format.ts'
import { Facts } from '../../../ui/facts.tsx'
import type { Asked } from './asked-fields.ts'
import { words } from './panel-words.ts'

/** What an answer holds, without its values. */
export function SummaryFacts({ summary, asked }: { summary: AnswerSummary; asked: readonly Asked[] }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const and = lang === 'zh' ? '、' : ', '
  const nameOf = (id: string) => {
    const found = asked.find((field) => field.id === id)
    return found ? pick(found.text) : id
  }
  return (
    <>
      <Facts
        items={[
          ...summary.groups.map(
            ({ group, rows }) => [pick(FIELD_GROUP_TEXT[group]), t('records', { n: rows })] as const,
          ),
          ...summary.none.map((group) => [pick(FIELD_GROUP_TEXT[group]), t('none')] as const),
          [t('bytes'), formatBytes(summary.bytes)],
        ]}
      />
      {summary.withheld.length > 0 && (
        <div className="rb-withheld-text">
          <span className="rb-quiet">{t('withheld')}</span>
          <ul>
            {summary.withheld.map(({ field, reason, note }) => (
              <li key={field}>{[nameOf(field), pick(WITHHELD_REASON_TEXT[reason]), note].filter(Boolean).join(and)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
