import { defineWords } from '../../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '按文件反馈', en: 'Answer by file' },
  step1: { zh: '1. 下载待反馈清单', en: '1. Download the list' },
  step1Text: {
    zh: '每户一行，带问题编号、问题类型和登记信息。',
    en: 'One row for each operator, with its number, the kind of problem and the register entry.',
  },
  download: { zh: '下载待反馈清单（{n} 户）', en: 'Download the list ({n})' },
  step2: { zh: '2. 填写反馈', en: '2. Fill in the answers' },
  step2Text: {
    zh: '在“答复”一栏填写：已清退、已暂停服务、已更正、有异议。“已更正”须填更正后名称或代码；“有异议”须填说明。不填的行不处理。请勿改动“问题编号”。',
    en: 'In the column for the answer write removed, suspended, corrected or objected. “Corrected” needs the corrected name or code, “objected” an explanation. Rows left empty are skipped. Keep the number of each row.',
  },
  step3: { zh: '3. 上传填好的清单', en: '3. Send it back' },
  upload: { zh: '上传清单', en: 'Upload the list' },
  uploadLabel: { zh: '填好的反馈清单', en: 'The list with your answers' },
  hint: { zh: 'Excel（.xlsx）或 CSV', en: 'Excel (.xlsx) or CSV' },
  result: { zh: '处理结果', en: 'Result' },
  rows: { zh: '共 {n} 行', en: '{n} {n|row|rows}' },
  accepted: { zh: '已反馈', en: 'answered' },
  rejected: { zh: '未处理', en: 'not taken' },
  row: { zh: '行', en: 'Row' },
  rowNo: { zh: '第 {n} 行', en: 'Row {n}' },
  why: { zh: '未处理的原因', en: 'Why not' },
  allDone: { zh: '全部 {n} 行均已反馈。', en: 'All {n} {n|row was|rows were} answered.' },
  fix: { zh: '更正这些行后，可以只上传这些行。', en: 'Correct these rows; you may send only them.' },
  another: { zh: '再上传一个文件', en: 'Send another file' },
})
