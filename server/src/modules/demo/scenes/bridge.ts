import type { AnswerContent, FormValues } from '@redbridge/contract'
import type { Operator } from './operators.ts'
import { nth, type Scene, type Stage, type Step, type Who } from './scene.ts'

// 红盾云桥: requests for assistance in every state, a memorandum that binds one pair, orders to act, and enough that is
// done for the published service levels to say something.

const OFFICERS = [
  { name: '李明', licence: '11000001' },
  { name: '王芳', licence: '11000002' },
]
const IDENTITY = ['identity.name', 'identity.uscc', 'identity.shop_name', 'identity.shop_url', 'identity.phone']
const PAYMENT = ['payment.order_no', 'payment.paid_at', 'payment.amount']
const GOODS = ['goods.item_id', 'goods.title', 'goods.price', 'goods.sold']

interface Ask {
  readonly to: Who
  readonly by: Who
  readonly head: Who
  readonly shop: Operator
  readonly purpose: 'case' | 'lead' | 'complaint'
  readonly fields: readonly string[]
  readonly facts: string
  readonly from: string
  readonly until: string
}

const composed = ({ shop, purpose, fields, facts, from, until }: Ask): FormValues => ({
  purpose,
  targets: [{ kind: 'shop', value: shop.shopUrl, note: shop.shopName }],
  reach: 'single',
  periodFrom: from,
  periodTo: until,
  fields,
  caseStage: purpose === 'case' ? 'investigating' : 'before_filing',
  caseNo: purpose === 'case' ? '市监案〔2026〕12号' : '市监线〔2026〕31号',
  basis: ['ECL 25'],
  facts,
  officers: OFFICERS,
  secrecy: 'internal',
})

const TITLES = { case: '案件调查', lead: '线索核查', complaint: '投诉举报处理' } as const

/** Drafted and submitted in the morning, approved in the afternoon of one day. */
const asked = (stage: Stage, day: string, ask: Ask): Step[] => {
  const platformId = stage.cast[ask.to].organisation.id
  const title = `${TITLES[ask.purpose]}：${ask.shop.shopName}`
  return [
    { day, hour: 9, by: ask.by, open: 'assistance_request', form: { platformId, title } },
    { day, hour: 10, by: ask.by, move: 'compose', form: composed(ask) },
    { day, hour: 11, by: ask.by, move: 'submit' },
    { day, hour: 14, by: ask.head, move: 'approve' },
  ]
}

const identityOf = ({ name, uscc, shopName, shopUrl }: Operator): AnswerContent['groups'][number] => ({
  group: 'identity',
  rows: [{ name, uscc, shop_name: shopName, shop_url: shopUrl, phone: '13800000000' }],
})
const payments = (day: string): AnswerContent['groups'][number] => ({
  group: 'payment',
  rows: [0, 1, 2, 3].map((i) => ({
    order_no: `${day.replaceAll('-', '')}00${i + 1}`,
    paid_at: `${day} 1${i}:25:0${i}`,
    amount: `${128 + i * 40}.00`,
  })),
})

const PERIOD = { from: '2026-01-01', until: '2026-06-30' }

const memorandum = (stage: Stage): Scene => ({
  key: 'bridge-memorandum',
  steps: [
    {
      ...{ day: stage.workday(-75), hour: 9, by: 'analyst', open: 'memorandum' },
      form: { platformId: stage.cast.platform.organisation.id, title: '网络交易监管数据共享合作备忘录' },
    },
    {
      ...{ day: stage.workday(-75), hour: 10, by: 'analyst', move: 'compose' },
      form: {
        purposes: ['case', 'lead', 'complaint', 'sampling', 'recall'],
        fields: [...IDENTITY, 'identity.address', ...GOODS, ...PAYMENT, 'logistics.order_no', 'logistics.waybill'],
        ...{ maxTargets: 20, maxPeriodDays: 366, retentionDays: 365 },
        ...{ fromOn: stage.workday(-72), toOn: stage.day(365) },
        text: '双方在各自法定职责范围内，就网络交易执法协查、线索核查和投诉举报处理共享所列信息，用后依约销毁。',
      },
    },
    { day: stage.workday(-75), hour: 11, by: 'analyst', move: 'submit' },
    { day: stage.workday(-74), hour: 10, by: 'head', move: 'approve' },
    { day: stage.workday(-73), hour: 10, by: 'platform', move: 'accept' },
  ],
})

const waiting = (stage: Stage): Scene => ({
  key: 'bridge-received',
  steps: [
    ...asked(stage, stage.workday(-3), {
      ...{ to: 'platform', by: 'shanghai', head: 'shanghai', shop: nth(stage.operators.shanghai, 0), purpose: 'case' },
      ...PERIOD,
      fields: [...IDENTITY, ...PAYMENT, 'logistics.order_no', 'logistics.sent_from'],
      facts: '当事人涉嫌在网店销售侵犯注册商标专用权的商品，需核实经营者身份、销售记录和发货地。',
    }),
    { day: stage.workday(-3), hour: 16, by: 'platform', move: 'receive' },
  ],
})

const toConfirm = (stage: Stage): Scene => {
  const shop = nth(stage.operators.beijing, 2)
  const day = stage.workday(-6)
  return {
    key: 'bridge-answered',
    steps: [
      ...asked(stage, day, {
        ...{ to: 'platform', by: 'analyst', head: 'head', shop, purpose: 'lead' },
        ...PERIOD,
        fields: [...IDENTITY, ...PAYMENT],
        facts: '消费者反映该店铺销售的商品与宣传不符，需核实经营者身份和交易记录。',
      }),
      { day, hour: 15, by: 'platform', move: 'receive' },
      {
        ...{
          day: stage.workday(-5),
          hour: 10,
          by: 'platform',
          part: true,
          note: '先行答复身份信息，支付记录随后提供。',
        },
        answer: { groups: [identityOf(shop)], none: [], withheld: [] },
      },
      {
        ...{ day: stage.workday(-4), hour: 11, by: 'platform', part: false, note: '支付记录如下。' },
        answer: { groups: [payments('2026-05-18')], none: [], withheld: [] },
      },
    ],
  }
}

const toApprove = (stage: Stage): Scene => ({
  key: 'bridge-approving',
  steps: asked(stage, stage.workday(-1), {
    ...{ to: 'platform', by: 'analyst', head: 'head', shop: nth(stage.operators.beijing, 5), purpose: 'complaint' },
    ...PERIOD,
    fields: IDENTITY,
    facts: '投诉人反映无法联系经营者，需核实经营者身份和联系方式。',
  }).slice(0, 3),
})

const correction = (stage: Stage): Scene => ({
  key: 'bridge-correction',
  steps: [
    ...asked(stage, stage.workday(-4), {
      ...{ to: 'jiushiji', by: 'analyst', head: 'head', shop: nth(stage.operators.beijing, 1), purpose: 'lead' },
      ...PERIOD,
      fields: [...IDENTITY, ...GOODS],
      facts: '巡查发现该店铺商品标识不全，需核实商品和经营者信息。',
    }),
    { day: stage.workday(-3), hour: 9, by: 'jiushiji', move: 'receive' },
    {
      ...{ day: stage.workday(-3), hour: 11, by: 'jiushiji', move: 'ask_correction' },
      form: { points: ['target_unclear'], reason: '所给链接对应两个店铺，请补充店铺编号。' },
    },
  ],
})

const unreceived = (stage: Stage): Scene => ({
  key: 'bridge-overdue',
  steps: asked(stage, stage.workday(-8), {
    ...{ to: 'jiushiji', by: 'shanghai', head: 'shanghai', shop: nth(stage.operators.shanghai, 1), purpose: 'lead' },
    ...PERIOD,
    fields: [...IDENTITY, ...GOODS],
    facts: '抽检不合格商品的同批次商品在该店铺销售，需核实经营者身份和销售数量。',
  }),
})

/** Done long ago: what the service levels of past months are made of. */
const done = (stage: Stage, n: number): Scene => {
  const shanghai = n % 3 === 0
  const shop = nth(shanghai ? stage.operators.shanghai : stage.operators.beijing, n)
  const day = stage.workday(-14 - n * 4)
  const next = (count: number): string => stage.workday(-14 - n * 4 + count)
  return {
    key: `bridge-done-${n}`,
    steps: [
      ...asked(stage, day, {
        ...{ to: 'platform', by: shanghai ? 'shanghai' : 'analyst', head: shanghai ? 'shanghai' : 'head', shop },
        ...PERIOD,
        purpose: n % 2 === 0 ? 'case' : 'complaint',
        fields: IDENTITY,
        facts: '需核实该店铺的经营者身份和联系方式。',
      }),
      { day: n % 4 === 1 ? next(1) : day, hour: 16, by: 'platform', move: 'receive' },
      {
        ...{ day: next(1 + (n % 4)), hour: 10 + (n % 5), by: 'platform', part: false },
        answer: { groups: [identityOf(shop)], none: [], withheld: [] },
      },
      {
        ...{ day: next(3 + (n % 4)), hour: 15, by: shanghai ? 'shanghai' : 'analyst', move: 'confirm' },
        form: { use: '已查明经营者身份。' },
      },
    ],
  }
}

const order = (stage: Stage, day: string, n: number, measure: 'take_down' | 'restrict_shop'): Step[] => {
  const shop = nth(stage.operators.beijing, n)
  return [
    {
      ...{ day, hour: 9, by: 'analyst', open: 'disposal_order' },
      form: { platformId: stage.cast.platform.organisation.id, title: `处置：${shop.shopName}` },
    },
    {
      ...{ day, hour: 10, by: 'analyst', move: 'compose' },
      form: {
        measure,
        objects: [{ name: shop.shopName, reference: shop.shopUrl }],
        reasons: '该店铺商品页面使用“国家级”“最佳”等用语宣传商品，涉嫌违反广告法第九条的规定。',
        basis: ['ADL 9(1)(3)'],
      },
    },
    { day, hour: 11, by: 'analyst', move: 'submit' },
    { day, hour: 14, by: 'head', move: 'approve' },
    { day, hour: 15, by: 'platform', move: 'receive' },
  ]
}

const executed = (stage: Stage): Scene => ({
  key: 'bridge-executed',
  steps: [
    ...order(stage, stage.workday(-4), 1, 'take_down'),
    {
      ...{ day: stage.workday(-3), hour: 10, by: 'platform', move: 'execute' },
      form: { results: [{ object: 0, result: 'done', note: '已下架相关商品 3 件' }], toldOperator: true },
    },
  ],
})

const appealed = (stage: Stage): Scene => ({
  key: 'bridge-appealed',
  steps: [
    ...order(stage, stage.workday(-1), 0, 'restrict_shop'),
    {
      ...{ day: stage.workday(-1), hour: 17, by: 'platform', move: 'appeal' },
      form: { ground: 'measure', explanation: '涉及商品仅一件且已下架，建议以下架商品代替限制店铺功能。' },
    },
  ],
})

export const bridgeScenes = (stage: Stage): Scene[] => [
  memorandum(stage),
  waiting(stage),
  toConfirm(stage),
  toApprove(stage),
  correction(stage),
  unreceived(stage),
  executed(stage),
  appealed(stage),
  ...Array.from({ length: 10 }, (_, n) => done(stage, n)),
]
