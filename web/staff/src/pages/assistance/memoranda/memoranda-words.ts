import { defineWords } from '../../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '政企合作备忘录', en: 'Memoranda' },
  about: {
    zh: '备忘录由网关执行：生效期间，协查函和答复都不能超出约定，每次交换注明所依据的版本。',
    en: 'The gateway enforces them: while one is in force neither request nor answer goes beyond it, and each exchange names its version.',
  },
  create: { zh: '起草备忘录', en: 'Draft a memorandum' },
  all: { zh: '起草、审批中的备忘录', en: 'Drafts and offers' },
  purposes: { zh: '可以协查的目的', en: 'Purposes' },
  fields: { zh: '可以提供的内容', en: 'What may be shared' },
  limits: { zh: '限度', en: 'Limits' },
  maxTargets: { zh: '每件最多 {n} 个对象', en: 'at most {n} {n|target|targets} a request' },
  maxPeriod: { zh: '时间范围最长 {n} 日', en: 'at most {n} {n|day|days} of records' },
  noLimits: { zh: '对象数量和时间范围不限', en: 'no limit on targets or period' },
  retention: { zh: '保存期限', en: 'Kept for' },
  retentionDays: { zh: '答复内容保存 {n} 日，期满销毁', en: 'answers {n} {n|day|days}, then destroyed' },
  noRetention: { zh: '随案卷保存', en: 'with the file of the matter' },
  validity: { zh: '有效期', en: 'In force' },
  range: { zh: '{from}至{to}', en: '{from} to {to}' },
  version: { zh: '第 {n} 版', en: 'version {n}' },
  inForce: { zh: '有效', en: 'in force' },
  later: { zh: '尚未生效', en: 'not yet' },
  ended: { zh: '已终止', en: 'ended' },
  replaced: { zh: '已由新版替代', en: 'replaced' },
  none: { zh: '没有备忘录', en: 'No memoranda' },
  noneText: {
    zh: '监管部门起草并由平台同意后，备忘录出现在这里。没有备忘录时按法律规定协查。',
    en: 'One appears here when a bureau has drafted and the platform accepted it. Without one, the law alone applies.',
  },
  onlyInForce: { zh: '只看有效的', en: 'In force only' },
})
