import type { ProcessTransition } from '@redbridge/contract'
import { Button } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { words as formWords } from '../../../ui/form-words.ts'
import { words } from '../detail-words.ts'

interface Props {
  event: ProcessTransition
  formId: string
  /** a step that cannot be taken back was pressed once and asks whether one is sure */
  asked: boolean
  pending: boolean
  disabled: boolean
  onBack(): void
  onClose(): void
}

/** The button of a step; what cannot be taken back asks once more, in the same place. */
export function MoveFoot({ event, formId, asked, pending, disabled, onBack, onClose }: Props) {
  const t = useWords(words)
  const tf = useWords(formWords)
  const pick = usePick()
  const name = pick(event.text)
  if (asked)
    return (
      <div className="rb-sure" role="alert">
        <p>
          <strong>{t('sure', { event: name })}</strong> {t('sureText')}
        </p>
        <div className="rb-drawer-foot">
          <Button autoFocus onClick={onBack}>
            {t('sureBack')}
          </Button>
          <Button type="primary" danger htmlType="submit" form={formId} loading={pending}>
            {t('sureYes', { event: name })}
          </Button>
        </div>
      </div>
    )
  return (
    <div className="rb-drawer-foot">
      <Button onClick={onClose}>{tf('close')}</Button>
      <Button
        type="primary"
        danger={event.danger ?? false}
        htmlType="submit"
        form={formId}
        loading={pending}
        disabled={disabled}
      >
        {name}
      </Button>
    </div>
  )
}
