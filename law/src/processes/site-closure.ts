import type { ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import { discardDraft, draftStates, headOf, officersOf, returnDraft } from '../process/drafting.ts'
import { accountField, filesField, noteField, reasonField } from '../process/fields.ts'

const bureau = officersOf('bureau')
const head = headOf('bureau')
const administration: ProcessTransition['by'] = [{ party: 'administration', roles: ['partner_staff'] }]

/**
 * 提请关闭网站: a bureau asks the communications administration to close, block or cut off a site. The bureau names the
 * provisions itself; how long an answer may take none says, `site_closure_answer` is a proposal.
 */
export const SITE_CLOSURE: ProcessDefinition = {
  kind: 'site_closure',
  version: 1,
  title: { zh: '提请关闭网站', en: 'Request to close a site' },
  about: {
    zh: '对依法应当关闭、屏蔽或者停止接入的违法网站，经负责人批准提请通信管理部门处置，处置结果经核实后办结。',
    en: 'With the approval of the head, the communications administration is asked to close, block or cut off a site; what was done is checked before the matter is closed.',
  },
  numberWord: 'TG',
  openedBy: 'people',
  titleField: 'siteName',
  parties: [
    { role: 'bureau', text: { zh: '提请机关', en: 'Bureau' }, kinds: ['bureau'], owner: true },
    {
      role: 'administration',
      text: { zh: '通信管理部门', en: 'Communications administration' },
      kinds: ['partner'],
      from: 'administrationId',
    },
  ],
  states: [
    ...draftStates('bureau', 'administration'),
    { state: 'sent', text: { zh: '已提请', en: 'Requested' }, holder: 'administration', tone: 'waiting' },
    { state: 'accepted', text: { zh: '办理中', en: 'Being dealt with' }, holder: 'administration', tone: 'waiting' },
    { state: 'reported', text: { zh: '已反馈待核实', en: 'Reported, to be checked' }, holder: 'bureau', tone: 'open' },
    { state: 'closed', text: { zh: '已处置办结', en: 'Done' }, outcome: true, tone: 'good' },
    { state: 'refused', text: { zh: '不予办理', en: 'Refused' }, outcome: true, tone: 'bad' },
    {
      state: 'withdrawn',
      text: { zh: '已撤回', en: 'Withdrawn' },
      outcome: true,
      hiddenFrom: ['administration'],
      tone: 'stopped',
    },
  ],
  transitions: [
    {
      event: 'draft',
      text: { zh: '拟提请关闭网站', en: 'Draft a request' },
      from: [],
      to: 'draft',
      by: bureau,
      form: [
        {
          name: 'administrationId',
          kind: 'organisation',
          organisations: ['partner'],
          label: { zh: '通信管理部门', en: 'Communications administration' },
          required: true,
        },
        { name: 'siteName', kind: 'text', label: { zh: '网站名称', en: 'Site' }, required: true, max: 200 },
        { name: 'siteUrl', kind: 'text', label: { zh: '网址', en: 'Address' }, required: true, max: 500 },
        { name: 'icpNo', kind: 'text', label: { zh: 'ICP备案号或者许可证号', en: 'ICP number' }, max: 100 },
        { name: 'siteIp', kind: 'text', label: { zh: 'IP地址', en: 'IP address' }, max: 100 },
        { name: 'operator', kind: 'text', label: { zh: '网站主办者', en: 'Operator of the site' }, max: 200 },
      ],
    },
    {
      event: 'submit',
      text: { zh: '提交审批', en: 'Submit for approval' },
      from: ['draft'],
      to: 'approving',
      by: bureau,
      form: [
        accountField('facts', '违法事实', 'Facts'),
        { name: 'legalBasis', kind: 'long_text', label: { zh: '法律依据', en: 'Legal basis' }, required: true },
        {
          name: 'measure',
          kind: 'choice',
          label: { zh: '提请采取的措施', en: 'Measure asked for' },
          required: true,
          options: [
            { value: 'close', text: { zh: '关闭网站', en: 'Close the site' } },
            { value: 'block', text: { zh: '暂时屏蔽', en: 'Block for the time being' } },
            { value: 'cut_off', text: { zh: '停止接入服务', en: 'Stop its access service' } },
          ],
        },
        filesField('证据材料', 'Evidence'),
      ],
      primary: true,
    },
    returnDraft(head),
    {
      event: 'approve',
      text: { zh: '批准并发函', en: 'Approve and send' },
      from: ['approving'],
      to: 'sent',
      by: head,
      form: [],
      letter: { template: 'site_closure_letter', to: 'administration' },
      primary: true,
    },
    discardDraft('不再提请', bureau, 'withdrawn'),
    {
      event: 'withdraw',
      text: { zh: '撤回', en: 'Withdraw' },
      from: ['sent'],
      to: 'withdrawn',
      by: bureau,
      form: [reasonField('撤回理由', 'Reason')],
      undo: true,
      danger: true,
    },
    {
      event: 'accept',
      text: { zh: '受理', en: 'Accept' },
      from: ['sent'],
      to: 'accepted',
      by: administration,
      form: [noteField()],
      primary: true,
    },
    {
      event: 'refuse',
      text: { zh: '不予办理', en: 'Refuse' },
      from: ['sent', 'accepted'],
      to: 'refused',
      by: administration,
      form: [reasonField('不予办理的理由', 'Reason'), filesField()],
      letter: { template: 'reply_letter', to: 'bureau' },
    },
    {
      event: 'report',
      text: { zh: '反馈处置结果', en: 'Report what was done' },
      from: ['accepted'],
      to: 'reported',
      by: administration,
      form: [
        {
          name: 'done',
          kind: 'choices',
          label: { zh: '已采取的措施', en: 'Measures taken' },
          required: true,
          options: [
            { value: 'closed', text: { zh: '关闭网站', en: 'Site closed' } },
            { value: 'blocked', text: { zh: '屏蔽', en: 'Blocked' } },
            { value: 'cut_off', text: { zh: '停止接入', en: 'Access stopped' } },
            { value: 'record_cancelled', text: { zh: '注销备案', en: 'ICP record cancelled' } },
          ],
        },
        { name: 'doneOn', kind: 'date', label: { zh: '处置日期', en: 'Done on' }, required: true },
        { name: 'explanation', kind: 'long_text', label: { zh: '处置情况', en: 'Explanation' } },
        filesField(),
      ],
      letter: { template: 'reply_letter', to: 'bureau' },
      primary: true,
    },
    {
      event: 'ask_again',
      text: { zh: '仍可访问，要求继续处置', en: 'Still reachable: ask again' },
      from: ['reported'],
      to: 'accepted',
      by: bureau,
      form: [reasonField('核实情况', 'What was found'), filesField()],
      undo: true,
    },
    {
      event: 'close',
      text: { zh: '核实办结', en: 'Check and close' },
      from: ['reported'],
      to: 'closed',
      by: bureau,
      form: [noteField('核实情况', 'What was found'), filesField()],
      primary: true,
    },
  ],
  clocks: [
    {
      id: 'answer',
      text: { zh: '通信管理部门反馈', en: 'Answer of the administration' },
      rule: 'site_closure_answer',
      owedBy: 'administration',
      start: ['approve', 'ask_again'],
      stop: ['report', 'refuse', 'withdraw'],
      remindBefore: [3, 1],
      escalateTo: 'bureau',
    },
  ],
}
