import { defineWords } from '../../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '{period}报送结果', en: 'Report of {period}' },
  loading: { zh: '报送结果', en: 'Report' },
  otherInForce: {
    zh: '本期以另一次报送为准，本次上传未改变它。',
    en: 'Another report counts for this period; this upload has not changed it.',
  },
  openInForce: { zh: '查看现行报送', en: 'See the report that counts' },
  back: { zh: '返回报送列表', en: 'Back to the reports' },
  checking: { zh: '正在校验比对', en: 'Checking and matching' },
  totals: { zh: '数据核对', en: 'How the rows add up' },
  rowsIn: { zh: '报送行数', en: 'Rows sent' },
  accepted: { zh: '接收', en: 'accepted' },
  rejected: { zh: '退回', en: 'sent back' },
  clear: { zh: '未发现问题', en: 'clear' },
  problem: { zh: '疑似问题', en: 'possible problems' },
  undecided: { zh: '需人工核实', en: 'to be decided by a person' },
  reviewNote: {
    zh: '疑似问题和需人工核实的主体由市场监管部门核实；确认后推送给您，届时在“问题主体反馈”中答复。',
    en: 'The bureau reviews possible problems. What it confirms is sent to you, to be answered under “Problem operators”.',
  },
  pushedNote: { zh: '已推送 {n} 户问题主体', en: '{n} problem {n|operator has|operators have} been sent to you' },
  answerNow: { zh: '去反馈', en: 'Answer them' },
  normalised: {
    zh: '其中 {n} 行仅有书写形式差异（全角、繁体、空格等），已按规则归一，不作为问题。',
    en: '{n} {n|row differs|rows differ} in form only (width, traditional characters, spaces); that was evened out and is no fault.',
  },
  faultTitle: { zh: '文件未能处理', en: 'The file could not be processed' },
  uploadAgain: { zh: '重新上传', en: 'Upload again' },
  uploadAgainLabel: { zh: '更正后重新上传整个文件', en: 'Upload the corrected file' },
  rejectsTitle: { zh: '退回的行', en: 'Rows sent back' },
  rejectsText: {
    zh: '以下各行未被接收。下载更正表，只改这些行，再传回即可，不必重新上传全部数据。',
    en: 'These rows were not accepted. Download the list, correct only these rows and send it back; the rest stays.',
  },
  noRejects: { zh: '没有退回的行，全部数据均已接收。', en: 'Nothing was sent back; every row was accepted.' },
  download: { zh: '下载更正表（{n} 行）', en: 'Download the list ({n} {n|row|rows})' },
  correct: { zh: '上传更正表', en: 'Send it back' },
  correctLabel: { zh: '上传更正后的更正表', en: 'Send the corrected list' },
  correctHint: {
    zh: '请保留“原行号”一列，系统据此找到原来的行。',
    en: 'Keep the column “Original row”: it tells which row is meant.',
  },
  stepOne: { zh: '第一步', en: 'Step 1' },
  stepTwo: { zh: '第二步', en: 'Step 2' },
  taken: {
    zh: '已收到更正 {n} 行，正在重新校验比对。',
    en: '{n} corrected {n|row|rows} received; they are being checked.',
  },
  takenDone: { zh: '已收到更正 {n} 行，校验比对完成。', en: '{n} corrected {n|row|rows} received and checked.' },
  takenNone: { zh: '更正表中没有可以接收的行。', en: 'The list held no row that could be taken.' },
  refused: {
    zh: '另有 {n} 行不在退回之列，未作改动：{rows}',
    en: '{n} {n|row|rows} had not been sent back and {n|was|were} left alone: {rows}',
  },
  refusedMore: { zh: '{rows} 等', en: '{rows} and more' },
  frozen: {
    zh: '问题主体已推送，退回的行不能再更正；请在下一报送期补报。',
    en: 'Problem operators have been sent out; rows can no longer be corrected. Report these operators in the next period.',
  },
})
