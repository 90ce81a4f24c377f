import type { MatterDetail } from '@redbridge/contract'
import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { formatTime } from '../../../lib/format.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from './panel-words.ts'
import { useReceipts } from './use-receipts.ts'
import '../assistance.css'

/** Opening a matter of the bridge receives what has come in, and says so; all messages stand further down. */
export function BridgePanel({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const { incoming, receipt, again } = useReceipts(matter)
  const last = incoming.filter((one) => one.receivedAt !== null).at(-1)
  if (receipt.error)
    return (
      <p className="rb-alert" role="alert">
        {t('receiptFailed')}
        {describeFailure(receipt.error, lang).text}{' '}
        <Button size="small" onClick={again}>
          {t('retry')}
        </Button>
      </p>
    )
  if (receipt.isPending)
    return (
      <p role="status">
        <StateTag tone="waiting">{t('receiving')}</StateTag>
      </p>
    )
  if (!last?.receivedAt) return null
  return (
    <p role="status">
      <StateTag tone="done">{t('received')}</StateTag>{' '}
      <span className="rb-quiet">
        {t('receivedAt', { type: pick(last.typeText), time: formatTime(last.receivedAt) })}
      </span>
    </p>
  )
}
