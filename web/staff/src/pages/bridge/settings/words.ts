import { defineWords } from '../../../i18n/define-words.ts'

export const words = defineWords({
  note: {
    zh: '协查信息标准和答复期限、对省级的授权、已接入云桥的平台。',
    en: 'Information standard and time to answer, authorisations of provinces, platforms on the bridge.',
  },
  views: { zh: '云桥设置的各部分', en: 'Parts of the settings' },
  standard: { zh: '协查信息标准', en: 'Information standard' },
  authorisations: { zh: '授权', en: 'Authorisations' },
  platforms: { zh: '已接入平台', en: 'Platforms on the bridge' },

  standardText: {
    zh: '勾选的字段属于协查信息标准，协查时可以直接请求；其余字段须经省级同意。设置对本单位及所辖各级生效，下级另有设置的从其设置。',
    en: 'Ticked fields are within the standard and may simply be asked for; all others need the consent of the province. This holds for your bureau and those below it that set nothing themselves.',
  },
  unconfirmed: {
    zh: '随系统提供的标准尚待确认，请以正式印发的文本为准，核对后在此修改并写明依据。',
    en: 'The standard that comes with the system is to be confirmed: hold it against the official text, change it here and name the source.',
  },
  nowSource: { zh: '现行依据：{source}', en: 'In force by: {source}' },
  personal: { zh: '个人信息', en: 'personal' },
  answerDays: { zh: '答复期限（工作日）', en: 'Working days to answer' },
  answerDaysHint: {
    zh: '协查函没有写明答复日期时适用；留空则按现行的 {n} 个工作日。',
    en: 'Where a request names no day. Left empty, the present {n} working {n|day|days} hold.',
  },
  answerDaysWrong: { zh: '答复期限为 1 至 90 个工作日', en: 'The time to answer is 1 to 90 working days' },
  source: { zh: '依据（文件名称、文号）', en: 'Source (title and number of the document)' },
  sourceMissing: { zh: '请写明依据', en: 'Name the source' },
  changed: { zh: '与现行设置不同：{n} 项', en: '{n} {n|change|changes} not saved yet' },
  save: { zh: '保存', en: 'Save' },
  saved: {
    zh: '已保存，此后提交的协查函按新设置核验',
    en: 'Saved; requests submitted from now on are checked with it',
  },

  authText: {
    zh: '面向特定区域、品类或者时段的协查只能由国家级发起，或者由其授权的省级在授权范围和期限内发起。',
    en: 'Requests over a whole area, category or period come from the national bureau alone, or from a province that it authorised, within that authorisation.',
  },
  authOnlyNational: {
    zh: '授权由国家级市场监管部门登记，本单位可以查看。',
    en: 'Authorisations are granted by the national bureau; you can read them here.',
  },
  authNone: { zh: '没有授权', en: 'No authorisations' },
  authNoneText: {
    zh: '目前只有国家级可以发起面向特定区域、品类或者时段的协查。',
    en: 'For now the national bureau alone may ask over a whole area, category or period.',
  },
  grant: { zh: '登记授权', en: 'Grant' },
  bureau: { zh: '被授权的省级', en: 'Province' },
  bureauMissing: { zh: '请选择省级市场监管部门', en: 'Choose the province' },
  reaches: { zh: '授权范围', en: 'Reach' },
  reachesMissing: { zh: '请选择授权范围', en: 'Choose what is authorised' },
  documentNo: { zh: '授权文号', en: 'Document number' },
  documentMissing: { zh: '请填写授权文号', en: 'Give the number of the document' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至（不填为长期）', en: 'To (empty: until revoked)' },
  fromMissing: { zh: '请填写起始日期', en: 'Give the first day' },
  wrongOrder: { zh: '终止日期早于起始日期', en: 'The last day lies before the first' },
  period: { zh: '期限', en: 'Days' },
  openEnded: { zh: '{from}起，长期', en: 'from {from} on' },
  between: { zh: '{from}至{to}', en: '{from} to {to}' },
  granted: { zh: '已登记授权', en: 'Granted' },
  grantedBy: { zh: '授权机关', en: 'Granted by' },
  state: { zh: '状态', en: 'State' },
  inForce: { zh: '有效', en: 'in force' },
  notYet: { zh: '尚未开始', en: 'not yet' },
  over: { zh: '已到期', en: 'expired' },
  revoked: { zh: '{time} 撤销', en: 'revoked {time}' },
  actions: { zh: '操作', en: 'Actions' },
  revoke: { zh: '撤销', en: 'Revoke' },
  revokeOf: { zh: '撤销对{name}的授权', en: 'Revoke the authorisation of {name}' },
  revokeTitle: { zh: '撤销对{name}的授权？', en: 'Revoke the authorisation of {name}?' },
  revokeText: {
    zh: '此后该单位不能再据此发起协查；已发出的协查函不受影响。',
    en: 'No request can be based on it from now on; those already sent stay as they are.',
  },
  revokeDone: { zh: '已撤销', en: 'Revoked' },
  cancel: { zh: '取消', en: 'Cancel' },

  platformsText: {
    zh: '各级市场监管部门可以向已接入云桥的任何平台发出协查函，不受辖区限制。',
    en: 'Every bureau may send requests to any platform on the bridge, wherever it is.',
  },
  platform: { zh: '平台', en: 'Platform' },
  division: { zh: '行政区划代码', en: 'Division' },
  platformsNone: { zh: '还没有平台接入云桥', en: 'No platform on the bridge yet' },
  platformsNoneText: {
    zh: '平台的管理员登记密钥或者推送地址，或者平台第一次收到协查函后，即为接入。',
    en: 'A platform joins when its administrator registers a key or an endpoint, or when it is first sent a request.',
  },
})
