import type { FormField } from '@redbridge/contract'

/** Why something is done that somebody has to live with: it is always asked for. */
export const reasonField = (zh: string, en: string): FormField => ({
  name: 'reason',
  kind: 'long_text',
  label: { zh, en },
  required: true,
})

/** A remark that may stay empty. */
export const noteField = (zh = '备注', en = 'Remark'): FormField => ({
  name: 'note',
  kind: 'long_text',
  label: { zh, en },
})

/** An account that must be given, up to 4,000 characters. */
export const accountField = (name: string, zh: string, en: string): FormField => ({
  name,
  kind: 'long_text',
  label: { zh, en },
  required: true,
  max: 4000,
})

/** Evidence items that go with a move: the other party receives them with it. */
export const filesField = (zh = '附件', en = 'Attachments'): FormField => ({
  name: 'files',
  kind: 'files',
  label: { zh, en },
})

/** Whom a paper is about: name and, where there is one, code. The name is the title of the matter. */
export const subjectFields: readonly FormField[] = [
  { name: 'subjectName', kind: 'text', label: { zh: '当事人名称', en: 'Subject' }, required: true, max: 200 },
  { name: 'uscc', kind: 'text', label: { zh: '统一社会信用代码', en: 'Unified social credit code' }, max: 18 },
]

/** What became of a lead: exactly one of these (LAW d4, 线索). */
export const leadResultField: FormField = {
  name: 'result',
  kind: 'choice',
  label: { zh: '处理结果', en: 'Result' },
  required: true,
  options: [
    { value: 'filed', text: { zh: '立案', en: 'Case filed' } },
    { value: 'not_filed', text: { zh: '不予立案', en: 'No case filed' } },
    { value: 'ordered_to_correct', text: { zh: '责令改正', en: 'Ordered to correct' } },
    { value: 'platform_cleanup', text: { zh: '督促平台清理', en: 'Platform made to clean up' } },
    { value: 'transferred', text: { zh: '移送有权机关', en: 'Transferred to the competent body' } },
    { value: 'merged', text: { zh: '并案处理', en: 'Merged with another case' } },
    { value: 'unfounded', text: { zh: '查无', en: 'Unfounded' } },
  ],
}
