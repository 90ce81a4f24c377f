import { at, isEmpty, ofNtc, ofPractice, onlyOrders, type RequestRule } from './request-rule.ts'

/** Groups whose rows are deals: without a period they would be everything that ever happened. */
const DEALS = ['payment', 'logistics', 'returns', 'after_sales']

const FUTURE = [
  ['periodFrom', '时间范围', 'period'],
  ['periodTo', '时间范围', 'period'],
  ['consentOn', '同意日期', 'day of the consent'],
  ['forwardedOn', '原函日期', 'day of the forwarded letter'],
] as const

/** Which time a request covers, and until when it is to be answered. */
export const RULES_OF_TIME: readonly RequestRule[] = [
  {
    ...ofPractice,
    id: 'period_whole',
    find: ({ periodFrom, periodTo }) =>
      isEmpty(periodFrom) === isEmpty(periodTo)
        ? []
        : [at(periodFrom ? 'periodTo' : 'periodFrom', '请填写完整的时间范围', 'A period has two ends')],
  },
  {
    ...ofPractice,
    id: 'period_ordered',
    find: ({ periodFrom, periodTo }) =>
      periodFrom && periodTo && periodFrom > periodTo
        ? [at('periodTo', '时间范围的截止日期早于起始日期', 'The period ends before it begins')]
        : [],
  },
  {
    ...ofPractice,
    id: 'days_not_future',
    find: (form, { day }) =>
      FUTURE.flatMap(([field, zh, en]) => {
        const value = form[field]
        return value && value > day ? [at(field, `${zh}不得晚于今日`, `The ${en} is in the future`)] : []
      }),
  },
  {
    ...ofNtc,
    id: 'period_needed',
    find: (form) => {
      const asked = (form.fields ?? []).some((id) => DEALS.includes(id.split('.')[0] ?? ''))
      return asked && isEmpty(form.periodFrom) && isEmpty(form.periodTo) && !onlyOrders(form)
        ? [
            at(
              'periodFrom',
              '查询支付、物流、退换货、售后信息应当写明时间范围（仅查特定订单的除外）',
              'Payments, logistics, returns and after-sales need a period, unless only orders are asked about',
            ),
          ]
        : []
    },
  },
  {
    ...ofNtc,
    id: 'keyword_bounded',
    find: ({ targets = [], reach, periodFrom, periodTo }) =>
      targets.some((target) => target.kind === 'keyword') &&
      (reach ?? 'single') === 'single' &&
      (isEmpty(periodFrom) || isEmpty(periodTo))
        ? [at('periodFrom', '全平台关键字排查应当写明时间范围', 'A keyword over the platform needs a period')]
        : [],
  },
  {
    ...ofPractice,
    id: 'due_not_past',
    find: ({ dueOn }, { day }) =>
      dueOn && dueOn < day ? [at('dueOn', '答复期限早于今日', 'The last day to answer has passed')] : [],
  },
  {
    ...ofPractice,
    id: 'due_short',
    blocking: false,
    find: ({ dueOn }, { day, nextWorkingDay }) =>
      dueOn && dueOn >= day && dueOn < nextWorkingDay
        ? [at('dueOn', '答复期限不足一个工作日，平台可能难以答复', 'Less than one working day to answer')]
        : [],
  },
]
