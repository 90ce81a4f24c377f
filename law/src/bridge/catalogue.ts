import type { FieldGroup, Text } from '@redbridge/contract'
import type { Dated } from '../dated.ts'

/**
 * A field of the information standard 协查信息标准: what a request for assistance may ask for. The six groups are those of
 * the interim measures on assistance in enforcement (NTC, 2024-12-18); the annex with its fields was not obtained, so
 * every field is to be confirmed and a bureau sets otherwise what it knows better.
 */
export interface StandardField extends Dated {
  readonly id: string
  readonly group: FieldGroup
  readonly text: Text
  readonly help?: Text
  readonly standard: boolean
  /** of a natural person, or of somebody's money or address: masked until opened with a purpose */
  readonly personal: boolean
}

const dated = {
  from: '2025-01-20',
  to: null,
  confidence: 'unconfirmed',
  source: 'NTC names the groups; the annex with the fields was not obtained',
} as const

type Mark = 'standard' | 'personal' | 'beyond' | 'beyond personal'
const field = (id: string, zh: string, en: string, mark: Mark = 'standard'): StandardField => ({
  ...dated,
  id,
  group: id.split('.')[0] as FieldGroup,
  text: { zh, en },
  standard: !mark.startsWith('beyond'),
  personal: mark.endsWith('personal'),
})

/** Every field that a form can tick. What is not here is written as an extra field, and is beyond the standard. */
export const STANDARD_FIELDS: readonly StandardField[] = [
  field('identity.name', '名称（姓名）', 'Name'),
  field('identity.uscc', '统一社会信用代码', 'Unified social credit code'),
  field('identity.shop_name', '网店名称', 'Shop'),
  field('identity.shop_url', '网址链接', 'Address of the shop'),
  field('identity.representative', '法定代表人（负责人）', 'Representative', 'personal'),
  field('identity.id_number', '身份证件号码', 'Identity number', 'personal'),
  field('identity.address', '实际经营地址', 'Business address', 'personal'),
  field('identity.phone', '联系电话', 'Telephone', 'personal'),
  field('identity.joined_on', '入驻时间', 'Joined on'),
  field('identity.licences', '行政许可', 'Licences'),
  field('identity.login_log', '登录日志', 'Sign-in log', 'beyond personal'),
  field('goods.item_id', '商品编号', 'Item'),
  field('goods.title', '商品标题', 'Title'),
  field('goods.url', '商品链接', 'Address of the item'),
  field('goods.price', '标价（元）', 'Price (yuan)'),
  field('goods.sold', '销售数量', 'Sold'),
  field('goods.turnover', '销售金额（元）', 'Turnover (yuan)'),
  field('goods.listed_on', '上架时间', 'Listed on'),
  field('goods.description', '商品详情', 'Description'),
  field('goods.brand', '品牌', 'Brand'),
  field('payment.order_no', '订单编号', 'Order'),
  field('payment.paid_at', '支付时间', 'Paid at'),
  field('payment.amount', '支付金额（元）', 'Amount (yuan)'),
  field('payment.channel', '支付渠道', 'Channel'),
  field('payment.payee', '收款方', 'Payee', 'personal'),
  field('payment.buyer', '买家账号', 'Buyer', 'personal'),
  field('payment.buyer_account', '买家支付账户', 'Account of the buyer', 'beyond personal'),
  field('logistics.order_no', '订单编号', 'Order'),
  field('logistics.carrier', '承运企业', 'Carrier'),
  field('logistics.waybill', '运单号', 'Waybill'),
  field('logistics.sent_from', '发货地', 'Sent from'),
  field('logistics.sent_at', '发货时间', 'Sent at'),
  field('logistics.recipient', '收货人及地址', 'Recipient and address', 'personal'),
  field('returns.order_no', '订单编号', 'Order'),
  field('returns.at', '申请时间', 'Asked at'),
  field('returns.reason', '退换货原因', 'Reason'),
  field('returns.result', '处理结果', 'Result'),
  field('returns.refund', '退款金额（元）', 'Refund (yuan)'),
  field('after_sales.order_no', '订单编号', 'Order'),
  field('after_sales.at', '时间', 'At'),
  field('after_sales.content', '售后沟通内容', 'What was said', 'personal'),
  field('after_sales.rating', '评价', 'Rating'),
  field('after_sales.chat', '聊天记录全文', 'Chat in full', 'beyond personal'),
]
