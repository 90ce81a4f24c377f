import { may } from '@redbridge/contract'
import type { Tx } from '../../platform/db/pool.ts'
import { listOpenAlarms } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import { countTurns, proofFailed } from '../matters/index.ts'
import { type Draft, dueUrgency, item } from './items.ts'

/** What matters ask of the organisation; for who answers for it, whether they balance and whether the ledger holds. */
export const matterItems = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const items: Draft[] = []
  if (may(ctx.actor.roles, 'matter.read')) items.push(...(await turnItems(ctx, tx, today)))
  if (may(ctx.actor.roles, 'matter.statistics') && (await proofFailed(tx)))
    items.push(
      item({
        key: 'matters_unbalanced',
        zh: '事项收支不平衡，请核查',
        en: 'Matters do not balance: look into it',
        count: 1,
        urgency: 'overdue',
        link: '/matter-statistics',
      }),
    )
  if (may(ctx.actor.roles, 'ledger.manage')) {
    const alarms = await listOpenAlarms(tx)
    items.push(
      item({
        key: 'ledger_alarms',
        zh: '存证台账告警，请立即核查',
        en: 'Alarms of the evidence ledger: look into them at once',
        count: alarms.length,
        urgency: 'overdue',
        link: '/ledger',
      }),
    )
  }
  return items
}

const turnItems = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const counts = await countTurns(ctx, tx, today)
  return [
    item({
      key: 'matters_overdue',
      zh: '已逾期的事项',
      en: 'Matters past their last day',
      count: counts.overdue,
      urgency: 'overdue',
      link: '/matters?box=turn&urgency=overdue',
    }),
    item({
      key: 'matters_soon',
      zh: '期限在七日内的事项',
      en: 'Matters due within seven days',
      count: counts.soon,
      urgency: counts.soonest ? dueUrgency(counts.soonest, today) : 'soon',
      dueOn: counts.soonest,
      link: '/matters?box=turn&urgency=today,soon',
    }),
    item({
      key: 'matters_turn',
      zh: '待办理的事项',
      en: 'Matters that are our turn',
      count: counts.turn,
      urgency: 'open',
      link: '/matters?box=turn&urgency=open',
    }),
    item({
      key: 'matters_waiting',
      zh: '等待对方办理的事项',
      en: 'Matters that wait for the other side',
      count: counts.waiting,
      urgency: 'waiting',
      link: '/matters?box=waiting',
    }),
  ]
}
