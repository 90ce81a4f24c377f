import type { FormValues, TargetKind } from '@redbridge/contract'
import { addDays } from '../../platform/clock.ts'

// What the sandbox bureau asks. Targets without a name given are those that the guide tells an engineer to have at hand,
// and that the example platform has.

export type Scenario = 'order' | 'item' | 'shop' | 'keyword' | 'correction' | 'disposal'

/** Order, item, shop and keyword that a sandbox is asked about where the caller names none. */
const TARGETS: Readonly<Record<TargetKind, string>> = {
  order: 'ORDER-000001',
  item: 'ITEM-0001-01',
  shop: 'SHOP-0001',
  keyword: '套装',
}

const IDENTITY = ['identity.name', 'identity.uscc', 'identity.shop_name', 'identity.shop_url']
const GOODS = ['goods.item_id', 'goods.title', 'goods.price', 'goods.sold']
const PAYMENT = ['payment.order_no', 'payment.paid_at', 'payment.amount']
const LOGISTICS = ['logistics.order_no', 'logistics.carrier', 'logistics.waybill']
const AFTERWARDS = ['returns.order_no', 'returns.reason', 'after_sales.order_no', 'after_sales.content']

interface Asked {
  readonly title: string
  readonly kind: TargetKind
  readonly fields: readonly string[]
  readonly extra?: FormValues
}

const ASKED: Readonly<Record<Exclude<Scenario, 'disposal'>, Asked>> = {
  order: { title: '沙箱：按订单协查', kind: 'order', fields: [...IDENTITY, ...PAYMENT, ...LOGISTICS] },
  item: {
    title: '沙箱：按商品协查',
    kind: 'item',
    fields: [...IDENTITY, ...GOODS, ...PAYMENT],
    // A province consents to its own requests beyond the standard; an adapter must be able to say that it holds no such thing.
    extra: { extraFields: [{ label: '直播间名称', why: '核实该商品是否在直播间销售' }] },
  },
  shop: {
    title: '沙箱：按店铺协查',
    kind: 'shop',
    fields: [...IDENTITY, 'identity.phone', ...GOODS, ...PAYMENT, ...LOGISTICS, ...AFTERWARDS],
  },
  keyword: { title: '沙箱：按关键字协查', kind: 'keyword', fields: [...IDENTITY, ...GOODS] },
  correction: { title: '沙箱：对象不明，待补正', kind: 'shop', fields: [...IDENTITY, ...GOODS] },
}

/** In the number of the case, because it travels with the request and is read again when the answer has come. */
const caseOf = (scenario: Scenario): string => `沙箱-${scenario}`
export const isCorrection = (form: FormValues): boolean => form.caseNo === caseOf('correction')

/** Says too little on purpose. */
const UNCLEAR = '某某旗舰店'

export const requestTitle = (scenario: Exclude<Scenario, 'disposal'>): string => ASKED[scenario].title

/** The form of the request that a scenario sends. @example requestForm('order', { today: '2026-11-25' }).purpose // 'case' */
export const requestForm = (
  scenario: Exclude<Scenario, 'disposal'>,
  { today, target }: { today: string; target?: string | undefined },
): FormValues => {
  const { kind, fields, extra } = ASKED[scenario]
  const value = target ?? (scenario === 'correction' ? UNCLEAR : TARGETS[kind])
  return {
    purpose: 'case',
    targets: [{ kind, value }],
    reach: 'single',
    periodFrom: addDays(today, -364),
    periodTo: today,
    fields: [...fields],
    ...extra,
    caseStage: 'investigating',
    caseNo: caseOf(scenario),
    basis: ['ECL 25'],
    facts: '沙箱演练：用于验证平台接口，不涉及真实当事人。',
    officers: [
      { name: '沙箱甲', licence: '99000001' },
      { name: '沙箱乙', licence: '99000002' },
    ],
    secrecy: 'internal',
  }
}

/** The same request with a target that can be found. */
export const correctedForm = (form: FormValues): FormValues =>
  isCorrection(form) ? { ...form, targets: [{ kind: 'shop', value: TARGETS.shop }] } : form

export const ORDER_TITLE = '沙箱：下架商品'
export const orderForm = (target: string | undefined): FormValues => ({
  measure: 'take_down',
  objects: [{ name: '沙箱商品', reference: target ?? TARGETS.item }],
  reasons: '沙箱演练：用于验证平台接口，不涉及真实商品。',
  basis: ['ADL 9(1)(3)'],
})
