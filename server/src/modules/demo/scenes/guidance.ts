import { problemList, proofPage } from './exhibits.ts'
import type { Scene, Stage, Step } from './scene.ts'

// 约谈、责令整改、行政指导: one in the middle, one before its review, one that came to its end.

const QUESTION =
  '通知书已收悉。除平台负责人外，拟请平台治理部技术负责人一并参加，以便说明核验系统改造计划，请问是否可以？'
const MINUTES =
  '监管部门通报了平台内经营者身份信息比对核查情况，指出平台在身份信息核验、登记和定期更新方面存在的问题，提出整改要求。平台参会人员对通报情况无异议，说明了问题成因，并作出整改承诺。'
const DEMANDS = `一、对清单所列问题经营主体逐户核实处置，已注销、已吊销的停止提供平台服务。
二、建立平台内经营者登记状态定期核验更新机制，至少每六个月核验更新一次。
三、在整改期限届满前逐项提交证明材料。`

const factsOf = ({ figures, period }: Stage): string => {
  const found = figures.total > 0 ? `发现问题经营主体${figures.total}户，其中${figures.text}` : '发现部分问题经营主体'
  return `你单位${period}报送的平台内经营者身份信息，经与登记数据比对，${found}。部分主体注销、吊销后仍在平台经营，你单位对平台内经营者身份信息的核验、登记和定期更新不到位。`
}

/** Drawn up, approved, and the platform summoned. */
const summon = (stage: Stage): Step[] => {
  const { cast, workday } = stage
  return [
    {
      ...{ day: workday(-14), hour: 9, by: 'analyst', open: 'guidance' },
      form: {
        platformId: cast.platform.organisation.id,
        type: 'interview',
        topic: '平台内经营者身份信息核验更新不到位',
      },
    },
    { day: workday(-14), hour: 10, by: 'head', assign: 'analyst', reason: '请牵头准备约谈材料' },
    {
      ...{ day: workday(-14), hour: 15, by: 'analyst', move: 'submit' },
      form: {
        facts: factsOf(stage),
        basis: ['ECL 27(1)', 'NTM 24'],
        agenda: [
          { item: '通报平台内经营者身份信息比对核查情况' },
          { item: '听取平台核验更新机制和问题主体处置情况' },
          { item: '提出整改要求，明确整改期限' },
        ],
        demands: DEMANDS,
      },
      exhibits: [problemList(cast.platform.organisation.nameZh, stage.period, stage.figures)],
    },
    { day: workday(-13), hour: 9, by: 'head', move: 'approve', form: { note: '同意约谈。' } },
    {
      ...{ day: workday(-13), hour: 14, by: 'analyst', move: 'issue_interview' },
      form: {
        meetOn: workday(-9),
        meetAt: '上午9时30分',
        place: '北京市市场监督管理局第三会议室',
        attendees: '你单位主要负责人、平台治理部门负责人',
      },
    },
  ]
}

/** Signed for, held, one of two commitments proven. */
const hold = ({ workday }: Stage): Step[] => [
  {
    ...{ day: workday(-12), hour: 10, by: 'platform', move: 'receive' },
    form: { attendees: '平台合规负责人、平台治理部负责人' },
  },
  { day: workday(-11), hour: 14, by: 'platform', say: QUESTION },
  {
    ...{ day: workday(-11), hour: 16, by: 'analyst' },
    say: '可以。请于约谈前一个工作日提供参会人员名单，参会人员应当携带身份证件。',
  },
  {
    ...{ day: workday(-9), hour: 17, by: 'analyst', move: 'record' },
    form: {
      minutes: MINUTES,
      commitments: [
        { commitment: '完成清单所列已注销、已吊销经营主体的清退', dueOn: workday(-3) },
        { commitment: '上线平台内经营者登记状态每周核验更新功能', dueOn: workday(3) },
      ],
      rectifyBy: workday(3),
    },
  },
  {
    ...{ day: workday(-4), hour: 11, by: 'platform', move: 'prove' },
    form: {
      commitment: 0,
      done: '清单所列已注销、已吊销经营主体已全部关闭店铺，停止提供平台服务，并公示处置结果。',
    },
    exhibits: [
      proofPage('问题经营主体清退情况说明', [
        ['清退范围', '监管部门清单所列已注销、已吊销经营主体'],
        ['处置方式', '关闭店铺、停止提供平台服务、公示处置结果'],
        ['完成日期', workday(-4)],
      ]),
    ],
  },
  {
    ...{ day: workday(-3), hour: 10, by: 'analyst' },
    note: '抽查清单所列10户，店铺页面均已无法访问。第二项承诺涉及系统改造，到期前一个工作日再核一次。',
  },
  {
    ...{ day: workday(-2), hour: 10, by: 'analyst' },
    say: '第一项整改证明已收到，经抽查情况属实。请按期完成第二项整改，并提交证明材料。',
  },
]

/** An interview with the largest platform: two commitments, one proven, the other due in a few days. */
const interview = (stage: Stage): Scene => ({ key: 'interview', steps: [...summon(stage), ...hold(stage)] })

/** An order to correct to another platform, waiting for the head. */
const order = ({ organisation, workday }: Stage): Scene => ({
  key: 'order',
  steps: [
    {
      ...{ day: workday(-3), hour: 14, by: 'analyst', open: 'guidance' },
      form: {
        platformId: organisation.fandianda,
        type: 'order',
        topic: '未依法履行平台内经营者核验、登记义务',
      },
    },
    {
      ...{ day: workday(-2), hour: 11, by: 'analyst', move: 'submit' },
      form: {
        facts:
          '经网络交易监测和现场核查，你单位部分平台内经营者登记档案中的营业执照登记状态、经营地址等信息超过六个月未核验更新，经两次提示仍未完成更新。',
        basis: ['ECL 27(1)', 'ECL 80(1)(1)'],
        demands: `一、对登记档案逾期未核验更新的平台内经营者逐户核验，更新登记档案。
二、对无法核验的经营者依法采取处置措施，并将处置结果书面报告我局。`,
      },
    },
    { day: workday(-2), hour: 12, by: 'analyst', assign: 'head', reason: '请审核责令限期改正通知书' },
    { day: workday(-1), hour: 9, by: 'head', note: '拟于本周内集体研究后决定。' },
  ],
})

/** Guidance of an earlier month, from draft to closure with a visit afterwards. */
const guidance = ({ cast, workday }: Stage): Scene => ({
  key: 'guidance',
  steps: [
    {
      ...{ day: workday(-48), hour: 10, by: 'analyst', open: 'guidance' },
      form: {
        platformId: cast.jiushiji.organisation.id,
        type: 'guidance',
        topic: '规范平台内经营者终止经营信息公示',
      },
    },
    {
      ...{ day: workday(-47), hour: 15, by: 'analyst', move: 'submit' },
      form: {
        facts:
          '部分平台内经营者终止经营前，未提前三十日在首页显著位置持续公示有关信息，平台亦未设置相应的提示和公示功能。',
        basis: ['ECL 16'],
        demands: `一、在平台内经营者后台增设终止经营公示功能，并在其申请闭店时提示。
二、对公示期未满的闭店申请暂缓办理。`,
      },
    },
    { day: workday(-46), hour: 9, by: 'head', move: 'approve' },
    { day: workday(-46), hour: 14, by: 'analyst', move: 'issue_guidance', form: { rectifyBy: workday(-28) } },
    { day: workday(-45), hour: 10, by: 'jiushiji', move: 'receive', form: { note: '已签收，将按指导意见办理。' } },
    {
      ...{ day: workday(-43), hour: 15, by: 'analyst', move: 'record' },
      form: {
        minutes: '平台书面反馈采纳指导意见，提出改造方案和完成时间。',
        commitments: [{ commitment: '上线终止经营公示功能和闭店提示', dueOn: workday(-28) }],
        rectifyBy: workday(-28),
      },
    },
    {
      ...{ day: workday(-32), hour: 16, by: 'jiushiji', move: 'prove' },
      form: { commitment: 0, done: '终止经营公示功能和闭店提示已上线，公示期未满的闭店申请暂缓办理。' },
      exhibits: [
        proofPage('终止经营公示功能上线说明', [
          ['功能', '终止经营公示、闭店提示'],
          ['公示期限', '提前三十日持续公示'],
          ['上线日期', workday(-32)],
        ]),
      ],
    },
    {
      ...{ day: workday(-31), hour: 10, by: 'jiushiji', move: 'request_inspection' },
      form: { note: '指导意见所列事项已完成，申请验收。' },
    },
    {
      ...{ day: workday(-29), hour: 15, by: 'analyst', move: 'pass' },
      form: { note: '现场演示和抽查均符合指导意见，验收通过。' },
    },
    {
      ...{ day: workday(-20), hour: 10, by: 'analyst', move: 'follow_up' },
      form: { note: '回访抽查5户闭店经营者，均已提前三十日公示。' },
    },
    { day: workday(-19), hour: 9, by: 'analyst', move: 'close', form: { note: '办结归档。' } },
  ],
})

export const guidanceScenes = (stage: Stage): Scene[] => [interview(stage), order(stage), guidance(stage)]
