import { listingPage } from './exhibits.ts'
import { nth, type Scene, type Stage, subjectOf } from './scene.ts'

// 平台违法线索报告 (ECL 29): what a platform found on itself. One new, one past its last day, one fed back.

const opening = (stage: Stage, n: number, said: { goods: string; facts: string; measures: string }) => {
  const operator = nth(stage.operators.beijing, n)
  const { shopName, shopUrl } = operator
  return {
    by: 'platform',
    open: 'violation_lead',
    form: {
      bureauId: stage.cast.analyst.organisation.id,
      ...subjectOf(operator),
      ...{ shopName, shopUrl, ...said },
    },
  } as const
}

const fresh = (stage: Stage): Scene => ({
  key: 'reported-new',
  steps: [
    {
      day: stage.workday(-2),
      hour: 11,
      ...opening(stage, 3, {
        goods: '标称“特供”“专供”的礼盒装商品',
        facts: '巡查发现该店铺销售标称国家机关“特供”“专供”字样的礼盒装商品，经营者未能说明来源。',
        measures: '已下架商品、冻结店铺新品发布权限，并保存商品和交易记录。',
      }),
      exhibits: [listingPage(nth(stage.operators.beijing, 3), '礼盒装商品', '特供 专供')],
    },
  ],
})

const overdue = (stage: Stage): Scene => ({
  key: 'reported-overdue',
  steps: [
    {
      day: stage.workday(-19),
      hour: 15,
      ...opening(stage, 4, {
        goods: '宣称降压、降糖功效的普通商品',
        facts: '消费者多次反映该店铺商品页面宣称普通商品具有降压、降糖功效，巡查核实情况属实。',
        measures: '已屏蔽商品链接，要求店铺限期提交功效证明材料，逾期未提交。',
      }),
    },
    { day: stage.workday(-18), hour: 9, by: 'head', assign: 'analyst', reason: '请在十五个工作日内核查' },
    { day: stage.workday(-9), hour: 10, by: 'analyst', note: '已向当事人登记住所寄送协助调查函，尚未回复。' },
  ],
})

const answered = (stage: Stage): Scene => ({
  key: 'reported-answered',
  steps: [
    {
      day: stage.workday(-30),
      hour: 10,
      ...opening(stage, 5, {
        goods: '未标明生产者名称和地址的商品',
        facts: '抽查发现该店铺销售的部分商品标签未标明生产者名称和地址。',
        measures: '已下架商品，通知已购消费者停止使用并办理退款。',
      }),
    },
    {
      ...{ day: stage.workday(-27), hour: 9, by: 'analyst', move: 'ask_more' },
      form: { reason: '请补充涉案商品近三个月的销售数量和退款办理情况。' },
    },
    {
      ...{ day: stage.workday(-26), hour: 14, by: 'platform', move: 'complete' },
      form: {
        goods: '未标明生产者名称和地址的商品，近三个月售出37件',
        facts: '抽查发现该店铺销售的部分商品标签未标明生产者名称和地址，近三个月售出37件。',
        measures: '已下架商品，37件已全部通知退款，其中35件已办结。',
      },
    },
    {
      ...{ day: stage.workday(-22), hour: 16, by: 'analyst', move: 'feed_back' },
      form: { result: 'platform_cleanup', note: '平台处置及时，请继续完成剩余退款，并开展同类商品排查。' },
    },
  ],
})

export const platformLeadScenes = (stage: Stage): Scene[] => [fresh(stage), overdue(stage), answered(stage)]
