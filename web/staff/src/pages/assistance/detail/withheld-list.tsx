import { WITHHELD_REASON_TEXT, WITHHELD_REASONS, type WithheldReason } from '@redbridge/contract'
import { Input, Select } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import type { AnswerDraftState } from './answer-draft.ts'
import type { Asked } from './asked-fields.ts'
import { words } from './panel-words.ts'
import type { Answer } from './use-answer.ts'

export const isWithheld = (draft: Pick<AnswerDraftState, 'withheld'>, id: string): boolean =>
  draft.withheld.some((one) => one.field === id)

/** Beside a field: it is not provided, or provided after all; or an earlier answer accounts for it. */
export function WithholdButton({ field, answer }: { field: Asked; answer: Answer }) {
  const t = useWords(words)
  const pick = usePick()
  const { draft, change } = answer
  const on = isWithheld(draft, field.id)
  const name = pick(field.text)
  if (answer.answered(field.id)) return <span className="rb-quiet rb-small rb-nowrap">{t('answered')}</span>
  return (
    <button
      type="button"
      className="rb-link-button rb-small rb-withhold"
      aria-pressed={on}
      aria-label={t(on ? 'provideField' : 'withholdField', { field: name })}
      onClick={() =>
        change({
          withheld: on
            ? draft.withheld.filter((one) => one.field !== field.id)
            : [...draft.withheld, { field: field.id }],
        })
      }
    >
      {t(on ? 'provide' : 'withhold')}
    </button>
  )
}

/** What of a group is withheld, each with its reason from the list. */
export function WithheldList({ fields, answer }: { fields: readonly Asked[]; answer: Answer }) {
  const t = useWords(words)
  const pick = usePick()
  const { draft, change, tried } = answer
  const own = fields.filter((field) => isWithheld(draft, field.id))
  if (own.length === 0) return null
  const set = (id: string, more: object) =>
    change({ withheld: draft.withheld.map((one) => (one.field === id ? { ...one, ...more } : one)) })
  return (
    <ul className="rb-withheld" aria-label={t('withheld')}>
      {own.map((field) => {
        const one = draft.withheld.find((entry) => entry.field === field.id)
        const name = pick(field.text)
        return (
          <li key={field.id}>
            <span className="rb-withheld-name">{name}</span>
            <Select<WithheldReason>
              aria-label={t('withheldReason', { field: name })}
              placeholder={t('chooseReason')}
              status={tried && !one?.reason ? 'error' : ''}
              value={one?.reason ?? null}
              options={WITHHELD_REASONS.map((value) => ({ value, label: pick(WITHHELD_REASON_TEXT[value]) }))}
              onChange={(reason) => set(field.id, { reason })}
            />
            <Input
              aria-label={t('withheldNote', { field: name })}
              placeholder={t('withheldNote', { field: name })}
              maxLength={500}
              value={one?.note ?? ''}
              onChange={(event) => set(field.id, { note: event.target.value })}
            />
          </li>
        )
      })}
    </ul>
  )
}
