import type { Article } from './article.ts'

const cro = {
  instrument: 'CRO',
  from: '2020-01-01',
  to: '2026-04-15',
  confidence: 'read',
  source: 'statute text as amended on 2022-03-24',
} as const

/** Interim Measures for Complaints and Reports, order 20, until 2026-04-14: quoted word for word. */
export const CRO_ARTICLES: readonly Article[] = [
  {
    ...cro,
    article: 14,
    text: '具有本办法规定的处理权限的市场监督管理部门，应当自收到投诉之日起七个工作日内作出受理或者不予受理的决定，并告知投诉人。',
    gist: 'Accept or refuse a complaint within seven working days, and tell the complainant',
  },
  {
    ...cro,
    article: 15,
    paragraph: 1,
    item: 4,
    text: '除法律另有规定外，投诉人知道或者应当知道自己的权益受到被投诉人侵害之日起超过三年的；',
    gist: 'Complaints older than three years are not accepted',
  },
  {
    ...cro,
    article: 20,
    paragraph: 3,
    text: '检定、检验、检测、鉴定所需时间不计算在调解期限内。',
    gist: 'Time of verification, inspection, testing and appraisal does not count',
  },
  {
    ...cro,
    article: 21,
    paragraph: 1,
    item: 5,
    text: '自投诉受理之日起四十五个工作日内投诉人和被投诉人未能达成调解协议的；',
    gist: 'Mediation ends when there is no agreement 45 working days after acceptance',
  },
  {
    ...cro,
    article: 21,
    paragraph: 2,
    text: '终止调解的，市场监督管理部门应当自作出终止调解决定之日起七个工作日内告知投诉人和被投诉人。',
    gist: 'Both sides are told within seven working days that mediation ended',
  },
  {
    ...cro,
    article: 23,
    paragraph: 1,
    text: '市场监督管理部门在调解中发现涉嫌违反市场监督管理法律、法规、规章线索的，应当自发现之日起十五个工作日内予以核查，并按照市场监督管理行政处罚有关规定予以处理。特殊情况下，核查时限可以延长十五个工作日。法律、法规、规章另有规定的，依照其规定。',
    gist: 'Leads found in mediation are checked within 15 working days, extendable by 15',
  },
  {
    ...cro,
    article: 29,
    text: '收到举报的市场监督管理部门不具备处理权限的，应当告知举报人直接向有处理权限的市场监督管理部门提出。',
    gist: 'Who may not handle a report tells the reporter who may',
  },
  {
    ...cro,
    article: 30,
    text: '两个以上市场监督管理部门因处理权限发生争议的，应当自发生争议之日起七个工作日内协商解决，协商不成的，报请共同的上一级市场监督管理部门指定处理机关；也可以直接由共同的上一级市场监督管理部门指定处理机关。',
    gist: 'A dispute over jurisdiction is settled within seven working days, else by the common superior',
  },
  {
    ...cro,
    article: 31,
    paragraph: 2,
    text: '举报人实名举报的，有处理权限的市场监督管理部门还应当自作出是否立案决定之日起五个工作日内告知举报人。',
    gist: 'A named reporter is told within five working days whether a case was filed',
  },
  {
    ...cro,
    article: 37,
    paragraph: 2,
    text: '同级市场监督管理部门相关机构收到分送的投诉举报的，应当按照本办法有关规定及时处理。不具备处理权限的，应当及时反馈统一接收投诉举报的工作机构，不得自行移送。',
    gist: 'Units that may not handle what they were given send it back, not on',
  },
]
