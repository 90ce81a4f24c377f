import { dayZh, nth, type Scene, type Stage, subjectOf } from './scene.ts'

// What goes to authorities other than market regulation, and 抄告.

/** Suspected crime: sent yesterday within 24 hours of its approval, so the three days of the police run (TRC 5(2), 8). */
const crime = ({ cast, operators, day }: Stage): Scene => {
  const operator = nth(operators.beijing, 0)
  return {
    key: 'crime',
    steps: [
      {
        ...{ day: day(-5), hour: 10, by: 'analyst', open: 'crime_transfer' },
        form: {
          policeId: cast.police.organisation.id,
          ...subjectOf(operator),
          offence: '销售假冒注册商标的商品罪',
        },
      },
      {
        ...{ day: day(-4), hour: 15, by: 'analyst', move: 'submit' },
        form: {
          officers: [
            { name: cast.analyst.name, licence: '演示11000001' },
            { name: cast.head.name, licence: '演示11000002' },
          ],
          facts: `${dayZh(day(-20))}至${dayZh(day(-6))}，我局核查发现当事人通过网店销售假冒他人注册商标的商品，经统计平台交易记录，销售金额二十六万余元，当事人未能提供合法来源。`,
          material: ['report', 'articles', 'appraisal'],
        },
      },
      { day: day(-2), hour: 11, by: 'head', move: 'approve', form: { note: '同意移送，二十四小时内送达。' } },
      { day: day(-1), hour: 9, by: 'analyst', move: 'send' },
    ],
  }
}

/** A site that the communications administration has dealt with; the bureau has to check and close. */
const site = ({ cast, operators, workday }: Stage): Scene => {
  const operator = nth(operators.beijing, 1)
  const doneOn = workday(-3)
  return {
    key: 'site-closure',
    steps: [
      {
        ...{ day: workday(-11), hour: 10, by: 'analyst', open: 'site_closure' },
        form: {
          administrationId: cast.telecom.organisation.id,
          siteName: `${operator.shopName}独立站`,
          siteUrl: 'https://www.dulizhan.example/',
          icpNo: '京ICP备00000000号-1',
          // RFC 5737: an address for documents.
          siteIp: '192.0.2.44',
          operator: operator.name,
        },
      },
      {
        ...{ day: workday(-11), hour: 16, by: 'analyst', move: 'submit' },
        form: {
          facts: '该网站主办者被平台清退后，自建网站继续销售法律、行政法规禁止交易的商品，经责令改正仍未停止。',
          legalBasis: '《中华人民共和国电子商务法》第十三条',
          measure: 'close',
        },
      },
      { day: workday(-10), hour: 9, by: 'head', move: 'approve' },
      { day: workday(-9), hour: 10, by: 'telecom', move: 'accept' },
      {
        ...{ day: doneOn, hour: 15, by: 'telecom', move: 'report' },
        form: {
          done: ['closed', 'record_cancelled'],
          doneOn,
          explanation: '已通知接入服务单位停止接入，并注销该网站备案。',
        },
      },
    ],
  }
}

/** For information alone, to the bureau of the district. */
const noted = ({ organisation, operators, workday }: Stage): Scene => ({
  key: 'copy-noted',
  steps: [
    {
      ...{ day: workday(-7), hour: 10, by: 'analyst', open: 'copy_notice' },
      form: {
        receiverId: organisation.haidian,
        ...subjectOf(nth(operators.beijing, 2)),
        facts: '比对发现当事人登记住所已经变更，网店公示的营业执照信息未及时更新，平台已督促改正。',
      },
    },
    { day: workday(-6), hour: 9, by: 'head', move: 'approve' },
  ],
})

/** One that asks for an answer. */
const asked = ({ cast, operators, workday }: Stage): Scene => ({
  key: 'copy-asked',
  steps: [
    {
      ...{ day: workday(-5), hour: 10, by: 'analyst', open: 'copy_notice' },
      form: {
        receiverId: cast.shanghai.organisation.id,
        ...subjectOf(nth(operators.shanghai, 2)),
        facts: '当事人在我市平台开设网店，公示的经营地址在你局辖区。请协助核实当事人在该地址的实际经营情况。',
      },
    },
    { day: workday(-4), hour: 9, by: 'head', move: 'approve_with_answer', form: { answerDueOn: workday(4) } },
  ],
})

export const partnerScenes = (stage: Stage): Scene[] => [crime(stage), site(stage), noted(stage), asked(stage)]
