import { findProvince, TRANSFER_FINDING_TEXT, type Transfer, type TransferEvent } from '@redbridge/contract'
import { Button, Drawer } from 'antd'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { formatPeriod, formatTime } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Code } from '../../ui/code.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { TransferStateTag } from '../../ui/state-names.tsx'
import { type Box, transferEventsFor } from './transfer-moves.ts'
import { words } from './words.ts'

interface Props {
  transfer: Transfer
  box: Box
  onClose(): void
  onEvent(event: TransferEvent): void
}

/** One transferred operator with everything known about it, and what one may do. */
export function TransferDrawer({ transfer: r, box, onClose, onEvent }: Props) {
  const t = useWords(words)
  const may = useMay()
  const events = transferEventsFor(box, [r.state], may)
  const waits = r.state === 'sent' || r.state === 'received'
  return (
    <Drawer
      open
      size={480}
      title={r.name}
      onClose={onClose}
      footer={
        <div className="rb-drawer-foot">
          {[...events].reverse().map((event, i) => (
            <Button key={event} type={i === events.length - 1 ? 'primary' : 'default'} onClick={() => onEvent(event)}>
              {t(event)}
            </Button>
          ))}
        </div>
      }
    >
      <div className="rb-stack">
        <div className="rb-actions">
          <TransferStateTag state={r.state} />
          {waits && r.answerDueOn && <DueBadge date={r.answerDueOn} />}
        </div>
        <TransferFacts transfer={r} box={box} onLeave={onClose} />
      </div>
    </Drawer>
  )
}

function TransferFacts({ transfer: r, box, onLeave }: { transfer: Transfer; box: Box; onLeave(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const province = findProvince(r.province)
  return (
    <Facts
      items={[
        [t('code'), <Code key="code" value={r.uscc} />],
        r.finding !== null && [t('finding'), <strong key="finding">{pick(TRANSFER_FINDING_TEXT[r.finding])}</strong>],
        r.finding === null &&
          r.proposed !== null && [t('finding'), t('proposed', { finding: pick(TRANSFER_FINDING_TEXT[r.proposed]) })],
        r.note !== null && r.note !== '' && [t('note'), r.note],
        [t('platform'), r.platformName],
        [t('period'), formatPeriod(r.periodKey, lang)],
        r.shopName !== '' && [t('shop'), r.shopName],
        r.address !== '' && [t('address'), r.address],
        province !== undefined && [t('province'), pick(province)],
        [t('from'), r.fromBureauName],
        [t('to'), r.toBureauName ?? t('unclaimed')],
        [
          t('packageNo'),
          <AppLink key="package" href={`/transfers?box=${box}&packageNo=${r.packageNo}`} onClick={onLeave}>
            {r.packageNo}
          </AppLink>,
        ],
        [t('sentAt'), formatTime(r.sentAt)],
        r.receivedAt !== null && [t('receivedAt'), formatTime(r.receivedAt)],
        r.answeredAt !== null && [t('answeredAt'), formatTime(r.answeredAt)],
      ]}
    />
  )
}
