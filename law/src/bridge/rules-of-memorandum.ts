import { REQUEST_PURPOSE_TEXT } from '@redbridge/contract'
import {
  at,
  daysOf,
  type Finding,
  isEmpty,
  ofPractice,
  onlyOrders,
  type RequestContext,
  type RequestDraft,
  type RequestRule,
} from './request-rule.ts'

type Memorandum = NonNullable<RequestContext['memorandum']>

/** A rule of the memorandum in force; every finding names its number and version. */
const rule = (
  id: string,
  find: (form: RequestDraft, memorandum: Memorandum, context: RequestContext) => readonly Finding[],
): RequestRule => ({
  ...ofPractice,
  id,
  source: 'what both sides signed',
  confidence: 'read',
  find: (form, context) => {
    const { memorandum } = context
    if (!memorandum) return []
    const { number, version } = memorandum
    return find(form, memorandum, context).map(({ pointer, zh, en }) => ({
      pointer,
      zh: `备忘录${number}（第${version}版）：${zh}`,
      en: `Memorandum ${number}, version ${version}: ${en}`,
    }))
  },
})

/** What was agreed binds who signed it: a request lies within it or is not sent. */
export const RULES_OF_MEMORANDUM: readonly RequestRule[] = [
  rule('memorandum_purpose', ({ purpose }, { policy }) =>
    purpose && !policy.purposes.includes(purpose)
      ? [
          at(
            'purpose',
            `未约定“${REQUEST_PURPOSE_TEXT[purpose].zh}”`,
            `"${REQUEST_PURPOSE_TEXT[purpose].en}" is not among its purposes`,
          ),
        ]
      : [],
  ),
  rule('memorandum_fields', ({ fields = [] }, { policy }, { fields: known }) =>
    fields.flatMap((id, i) => {
      if (policy.fields.includes(id)) return []
      const text = known.find((field) => field.id === id)?.text
      return [at(`fields/${i}`, `未约定提供“${text?.zh ?? id}”`, `"${text?.en ?? id}" is not among its fields`)]
    }),
  ),
  rule('memorandum_extra', ({ extraFields }) =>
    isEmpty(extraFields) ? [] : [at('extraFields', '未约定提供标准以外的内容', 'nothing beyond its fields')],
  ),
  rule('memorandum_targets', ({ targets = [], reach }, { policy: { maxTargets } }) => {
    if (maxTargets === null) return []
    if (reach && reach !== 'single')
      return [at('reach', `每件协查对象以${maxTargets}个为限，不能不指明对象`, `at most ${maxTargets} named targets`)]
    return targets.length > maxTargets
      ? [at('targets', `每件协查对象以${maxTargets}个为限`, `at most ${maxTargets} targets`)]
      : []
  }),
  rule('memorandum_period', (form, { policy: { maxPeriodDays } }) => {
    if (maxPeriodDays === null) return []
    const { periodFrom, periodTo, fields = [], extraFields = [] } = form
    const limit = (field: string): Finding =>
      at(field, `时间范围以${maxPeriodDays}日为限`, `a period of at most ${maxPeriodDays} days`)
    if (periodFrom && periodTo) return daysOf(periodFrom, periodTo) > maxPeriodDays ? [limit('periodTo')] : []
    // Who an operator is has no period; what it sold since it began would have none.
    const timeless = extraFields.length === 0 && fields.every((id) => id.startsWith('identity.'))
    return timeless || onlyOrders(form) ? [] : [limit('periodFrom')]
  }),
]
