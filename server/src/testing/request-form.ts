import type { RequestForm } from '@redbridge/contract'

/** A request for assistance that is lawful for every bureau, with what a test needs otherwise. */
export const lawfulRequest = (change: Partial<RequestForm> = {}): RequestForm => ({
  purpose: 'case',
  targets: [{ kind: 'shop', value: '云上小铺' }],
  reach: 'single',
  fields: ['identity.name', 'identity.uscc'],
  caseStage: 'filed',
  caseNo: '京市监案〔2026〕12号',
  basis: ['ECL 25'],
  facts: '接举报，该店铺涉嫌销售假冒商品，需核实经营者身份和交易情况。',
  officers: [
    { name: '王一', licence: '11010001' },
    { name: '李二', licence: '11010002' },
  ],
  secrecy: 'ordinary',
  ...change,
})

/** One that asks for payments too, in a period. */
export const paymentsRequest = (change: Partial<RequestForm> = {}): RequestForm =>
  lawfulRequest({
    periodFrom: '2026-05-01',
    periodTo: '2026-06-30',
    fields: ['identity.name', 'identity.phone', 'payment.order_no', 'payment.amount'],
    secrecy: 'internal',
    ...change,
  })
