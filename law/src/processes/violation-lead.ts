import type { ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { officersOf, platformOf } from '../process/drafting.ts'
import { accountField, filesField, leadResultField, noteField, reasonField, subjectFields } from '../process/fields.ts'

const platform = platformOf('platform')
const bureau = officersOf('bureau')
const send = ['exchange.send']
const lead: ProcessTransition['form'] = [
  { name: 'goods', kind: 'text', label: { zh: '商品或者服务信息', en: 'Goods or service' }, required: true },
  accountField('facts', '违法行为描述', 'What was found'),
  { name: 'measures', kind: 'long_text', label: { zh: '已采取的处置措施', en: 'Measures taken' }, required: true },
  filesField('保存的有关记录', 'Records kept'),
]

/**
 * 平台违法线索报告: what a platform finds on itself against ECL 12 or 13 it acts on and reports (ECL 29); the fields are
 * those of NDR. The bureau checks the lead in the time of PPR 18 and tells the platform what became of it.
 */
export const VIOLATION_LEAD: ProcessDefinition = {
  kind: 'violation_lead',
  version: 1,
  title: { zh: '平台违法线索报告', en: 'Violation reported by a platform' },
  about: {
    zh: '平台发现平台内商品或者服务信息违法的，采取处置措施并向监管部门报告；监管部门核查后反馈结果。',
    en: 'A platform that finds unlawful goods or services on itself acts and reports; the bureau checks and says what became of it.',
  },
  numberWord: 'XS',
  openedBy: 'people',
  titleField: 'subjectName',
  messageEffects: send,
  parties: [
    { role: 'platform', text: { zh: '平台', en: 'Platform' }, kinds: ['platform'], owner: true },
    { role: 'bureau', text: { zh: '监管部门', en: 'Bureau' }, kinds: ['bureau'], from: 'bureauId' },
  ],
  states: [
    { state: 'checking', text: { zh: '核查中', en: 'Being checked' }, holder: 'bureau', tone: 'waiting' },
    { state: 'incomplete', text: { zh: '待补充', en: 'To be completed' }, holder: 'platform', tone: 'bad' },
    { state: 'fed_back', text: { zh: '已反馈', en: 'Fed back' }, outcome: true, tone: 'good' },
    { state: 'withdrawn', text: { zh: '已撤回', en: 'Withdrawn' }, outcome: true, tone: 'stopped' },
  ],
  transitions: [
    {
      event: 'report',
      text: { zh: '报告违法线索', en: 'Report a violation' },
      about: {
        zh: '发现违反电子商务法第十二条、第十三条的商品或者服务信息，应当依法采取必要处置措施并报告（第二十九条）。',
        en: 'Goods or services that the law forbids: necessary measures, and a report to the authority (ECL 29).',
      },
      from: [],
      to: 'checking',
      by: platform,
      form: [
        {
          name: 'bureauId',
          kind: 'organisation',
          organisations: ['bureau'],
          label: { zh: '监管部门', en: 'Bureau' },
          required: true,
        },
        ...subjectFields,
        { name: 'address', kind: 'text', label: { zh: '经营地址', en: 'Business address' }, max: 300 },
        { name: 'shopName', kind: 'text', label: { zh: '网店名称', en: 'Shop' }, required: true, max: 200 },
        { name: 'shopUrl', kind: 'text', label: { zh: '网址链接', en: 'Address of the shop' }, max: 500 },
        ...lead,
      ],
      effects: send,
    },
    {
      event: 'ask_more',
      text: { zh: '要求补充', en: 'Ask for more' },
      from: ['checking'],
      to: 'incomplete',
      by: bureau,
      form: [reasonField('需要补充的内容', 'What is missing')],
      effects: send,
      undo: true,
    },
    {
      event: 'complete',
      text: { zh: '补充材料', en: 'Complete the report' },
      from: ['incomplete'],
      to: 'checking',
      by: platform,
      form: lead,
      effects: send,
      primary: true,
    },
    {
      event: 'extend',
      text: { zh: '延长核查期限', en: 'Extend the check' },
      from: ['checking'],
      to: 'checking',
      by: [{ party: 'bureau', roles: ['bureau_head'] }],
      form: [reasonField('延长理由', 'Reason')],
      internal: true,
    },
    {
      event: 'feed_back',
      text: { zh: '反馈核查结果', en: 'Feed back the result' },
      from: ['checking'],
      to: 'fed_back',
      by: bureau,
      form: [leadResultField, noteField('说明', 'Explanation'), filesField()],
      effects: send,
      primary: true,
    },
    {
      event: 'withdraw',
      text: { zh: '撤回', en: 'Withdraw' },
      from: ['checking', 'incomplete'],
      to: 'withdrawn',
      by: platform,
      form: [reasonField('撤回理由', 'Reason')],
      effects: send,
      undo: true,
      danger: true,
    },
  ],
  clocks: [
    {
      id: 'check',
      text: { zh: '核查线索', en: 'Check of the lead' },
      rule: 'clue_check',
      owedBy: 'bureau',
      start: ['report', 'complete'],
      stop: ['feed_back', 'ask_more', 'withdraw'],
      extend: 'extend',
      remindBefore: [3, 1],
      escalateTo: 'bureau',
    },
  ],
}
