import { listingPage } from './exhibits.ts'
import { dayZh, nth, type Scene, type Stage, subjectOf } from './scene.ts'

// 线索移送: one that waits for its receiver, one that came back with its result, one whose refusal is disputed.

/** A lead that Shanghai has to accept or refuse. */
const waiting = ({ cast, operators, workday }: Stage): Scene => {
  const operator = nth(operators.shanghai, 0)
  const { shopName, shopUrl } = operator
  return {
    key: 'lead-waiting',
    steps: [
      {
        ...{ day: workday(-4), hour: 10, by: 'analyst', open: 'lead_transfer' },
        form: {
          receiverId: cast.shanghai.organisation.id,
          ...subjectOf(operator),
          ...{ shopName, shopUrl, urgency: 'ordinary' },
        },
      },
      {
        ...{ day: workday(-4), hour: 11, by: 'analyst', move: 'submit' },
        form: {
          facts: `${dayZh(workday(-5))}，网络交易监测发现，当事人在其网店商品页面使用“国家级工艺”“全网最佳”等用语宣传所售商品。相关页面已提取固定。`,
          basis: ['ADL 9(1)(3)'],
          reason: '当事人住所地在上海市，违法行为发生地亦在上海市，依法应由你局管辖。',
        },
        exhibits: [listingPage(operator, '手工礼盒', '国家级工艺，全网最佳')],
      },
      { day: workday(-3), hour: 15, by: 'head', move: 'approve' },
      {
        ...{ day: workday(-2), hour: 9, by: 'analyst' },
        say: '商品页面存档已随函移送，如需原始取证记录请告知。',
      },
    ],
  }
}

/** A lead that Shanghai dealt with. */
const closed = ({ cast, operators, workday }: Stage): Scene => {
  const operator = nth(operators.shanghai, 1)
  const { shopName, shopUrl } = operator
  const decidedOn = workday(-26)
  return {
    key: 'lead-closed',
    steps: [
      {
        ...{ day: workday(-41), hour: 9, by: 'analyst', open: 'lead_transfer' },
        form: {
          receiverId: cast.shanghai.organisation.id,
          ...subjectOf(operator),
          ...{ shopName, shopUrl, urgency: 'ordinary' },
        },
      },
      {
        ...{ day: workday(-41), hour: 14, by: 'analyst', move: 'submit' },
        form: {
          facts: '当事人网店首页未公示营业执照信息，商品页面划线价未标明被比较价格的详细信息。',
          basis: ['ECL 76(1)', 'PRC 16(2)'],
          reason: '当事人住所地在上海市，依法应由你局管辖。',
        },
      },
      { day: workday(-40), hour: 10, by: 'head', move: 'approve' },
      { day: workday(-38), hour: 10, by: 'shanghai', move: 'accept', form: { note: '已接收，转属地核查。' } },
      {
        ...{ day: decidedOn, hour: 15, by: 'shanghai', move: 'report_result' },
        form: {
          result: 'ordered_to_correct',
          decidedOn,
          decisionNo: `沪市监网监〔${decidedOn.slice(0, 4)}〕第87号`,
          explanation:
            '经核查情况属实，当事人属初次违法且危害后果轻微，已责令改正；网店已补充公示营业执照信息，并规范价格标示。',
        },
      },
      { day: workday(-25), hour: 9, by: 'analyst', move: 'close', form: { note: '结果已收悉，办结。' } },
    ],
  }
}

/** Zhejiang does not accept; the seven working days of the dispute are running (CRO 30, CRN 31). */
const disputed = ({ cast, operators, workday }: Stage): Scene => {
  const operator = nth(operators.zhejiang, 0)
  const { shopName, shopUrl } = operator
  return {
    key: 'lead-disputed',
    steps: [
      {
        ...{ day: workday(-13), hour: 10, by: 'analyst', open: 'lead_transfer' },
        form: {
          receiverId: cast.zhejiang.organisation.id,
          ...subjectOf(operator),
          ...{ shopName, shopUrl, urgency: 'urgent' },
        },
      },
      {
        ...{ day: workday(-13), hour: 11, by: 'analyst', move: 'submit' },
        form: {
          facts: '当事人在直播和商品页面宣称所售普通商品具有改善睡眠、调节血糖等功效，且未能提供相应依据。',
          basis: ['ADL 55(1)'],
          reason: '当事人住所地和网店运营团队均在浙江省，依法应由你局管辖。',
        },
      },
      { day: workday(-12), hour: 9, by: 'head', move: 'approve' },
      {
        ...{ day: workday(-8), hour: 16, by: 'zhejiang', move: 'refuse' },
        form: {
          ground: 'no_jurisdiction',
          reason: '当事人登记住所在我省，但涉案商品仓储和发货地在北京市，违法行为实施地不在我省。',
          competent: '北京市市场监督管理局',
        },
      },
      {
        ...{ day: workday(-5), hour: 10, by: 'analyst' },
        note: '已核实北京仓库为第三方仓储，当事人不在该处经营。拟提起管辖争议。',
      },
      {
        ...{ day: workday(-4), hour: 15, by: 'analyst', move: 'dispute' },
        form: {
          reason:
            '当事人住所地在你局辖区，网店由住所地团队运营；北京仓库为委托第三方仓储，不是违法行为实施地，应由你局管辖。',
        },
      },
      {
        ...{ day: workday(-3), hour: 11, by: 'zhejiang' },
        say: '来函收悉。我局正在核实当事人实际经营场所，拟于两个工作日内电话会商。',
      },
    ],
  }
}

export const transferScenes = (stage: Stage): Scene[] => [waiting(stage), closed(stage), disputed(stage)]
