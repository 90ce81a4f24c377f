import type { ProcessDefinition } from '@redbridge/contract'

/**
 * 问题经营主体推送处置: what the comparison of an identity report found is put to the platform, which answers for it.
 * ECL 27 (a platform verifies who sells on it and keeps the files up to date), ECL 28 (it reports them), NTM 25.
 * How long an answer may take no provision says: the bureau sets the day, `problem_answer` is its default.
 */
export const PROBLEM_PUSH: ProcessDefinition = {
  kind: 'problem_push',
  version: 1,
  title: { zh: '问题经营主体推送处置', en: 'Problem operator put to its platform' },
  about: {
    zh: '身份信息比对发现的问题经营主体，由监管部门推送平台核查处置，平台反馈后由监管部门核销或者退回重办。',
    en: 'An operator whose reported identity does not hold is put to the platform; the platform answers, the bureau verifies the answer or returns it.',
  },
  numberWord: 'WT',
  openedBy: 'program',
  titleField: 'name',
  parties: [
    { role: 'bureau', text: { zh: '监管部门', en: 'Bureau' }, kinds: ['bureau'], owner: true },
    { role: 'platform', text: { zh: '平台', en: 'Platform' }, kinds: ['platform'], from: 'platformId' },
  ],
  states: [
    { state: 'pushed', text: { zh: '已推送', en: 'Pushed' }, holder: 'platform', tone: 'waiting' },
    { state: 'answered', text: { zh: '平台已反馈', en: 'Answered' }, holder: 'bureau', tone: 'open' },
    { state: 'returned', text: { zh: '退回重办', en: 'Returned' }, holder: 'platform', tone: 'bad' },
    { state: 'verified', text: { zh: '已核销', en: 'Verified and closed' }, outcome: true, tone: 'good' },
    { state: 'withdrawn', text: { zh: '已撤回', en: 'Withdrawn' }, outcome: true, tone: 'stopped' },
  ],
  transitions: [
    {
      event: 'push',
      text: { zh: '推送', en: 'Push' },
      from: [],
      to: 'pushed',
      by: [{ party: 'bureau', roles: ['bureau_analyst', 'bureau_head'] }],
      form: [
        { name: 'problemId', kind: 'text', label: { zh: '问题编号', en: 'Problem' }, required: true, max: 64 },
        { name: 'name', kind: 'text', label: { zh: '经营者名称', en: 'Operator' }, required: true },
        {
          name: 'platformId',
          kind: 'organisation',
          organisations: ['platform'],
          label: { zh: '平台', en: 'Platform' },
          required: true,
        },
        { name: 'answerDueOn', kind: 'date', label: { zh: '反馈期限', en: 'Answer due on' }, required: true },
        { name: 'message', kind: 'long_text', label: { zh: '附言', en: 'Message' }, max: 2000 },
      ],
      effects: ['problem.project'],
    },
    {
      event: 'withdraw',
      text: { zh: '撤回', en: 'Withdraw' },
      about: {
        zh: '平台反馈之前可以撤回；该问题回到“已确认”，可以再次推送。',
        en: 'Possible until the platform has answered; the problem is confirmed again and can be pushed anew.',
      },
      from: ['pushed'],
      to: 'withdrawn',
      by: [{ party: 'bureau', roles: ['bureau_analyst', 'bureau_head'] }],
      form: [{ name: 'reason', kind: 'long_text', label: { zh: '撤回理由', en: 'Reason' }, required: true }],
      effects: ['problem.project'],
      undo: true,
    },
    {
      event: 'answer',
      text: { zh: '反馈', en: 'Answer' },
      about: {
        zh: '平台应当对申请进入平台的经营者信息进行核验、登记，并定期核验更新（电子商务法第二十七条）。',
        en: 'A platform verifies and registers who sells on it and re-verifies at intervals (ECL art. 27).',
      },
      from: ['pushed', 'returned'],
      to: 'answered',
      by: [{ party: 'platform', roles: ['platform_staff', 'platform_admin', 'platform_api'] }],
      form: [
        {
          name: 'answer',
          kind: 'choice',
          label: { zh: '处置结果', en: 'What was done' },
          required: true,
          options: [
            { value: 'removed', text: { zh: '已清退', en: 'Removed' } },
            { value: 'suspended', text: { zh: '已暂停服务', en: 'Suspended' } },
            { value: 'corrected', text: { zh: '已更正', en: 'Corrected' } },
            { value: 'objected', text: { zh: '有异议', en: 'Objected' } },
          ],
        },
        { name: 'text', kind: 'long_text', label: { zh: '说明', en: 'Explanation' }, max: 2000 },
        { name: 'correctedName', kind: 'text', label: { zh: '更正后名称', en: 'Corrected name' }, max: 200 },
        {
          name: 'correctedUscc',
          kind: 'text',
          label: { zh: '更正后统一社会信用代码', en: 'Corrected code (USCC)' },
          max: 64,
        },
        { name: 'proofFileId', kind: 'text', label: { zh: '证明材料', en: 'Proof' }, max: 64 },
      ],
      effects: ['problem.project'],
      primary: true,
    },
    {
      event: 'verify',
      text: { zh: '核销', en: 'Verify and close' },
      from: ['answered'],
      to: 'verified',
      by: [{ party: 'bureau', roles: ['bureau_analyst', 'bureau_head'] }],
      form: [{ name: 'reason', kind: 'long_text', label: { zh: '核销说明', en: 'Remark' } }],
      effects: ['problem.project'],
      primary: true,
    },
    {
      event: 'return',
      text: { zh: '退回重办', en: 'Return' },
      from: ['answered'],
      to: 'returned',
      by: [{ party: 'bureau', roles: ['bureau_analyst', 'bureau_head'] }],
      form: [
        { name: 'reason', kind: 'long_text', label: { zh: '退回理由', en: 'Reason' }, required: true },
        { name: 'answerDueOn', kind: 'date', label: { zh: '重新反馈期限', en: 'New answer due on' } },
      ],
      effects: ['problem.project'],
    },
  ],
  clocks: [
    {
      id: 'answer',
      text: { zh: '平台反馈', en: 'Answer of the platform' },
      rule: 'problem_answer',
      owedBy: 'platform',
      start: ['push'],
      stop: ['answer', 'withdraw'],
      dueField: 'answerDueOn',
      remindBefore: [3, 1],
      escalateTo: 'bureau',
    },
    {
      id: 'answer_again',
      text: { zh: '平台重新反馈', en: 'Second answer of the platform' },
      rule: 'problem_answer_again',
      owedBy: 'platform',
      start: ['return'],
      stop: ['answer'],
      dueField: 'answerDueOn',
      remindBefore: [1],
      escalateTo: 'bureau',
    },
  ],
}
