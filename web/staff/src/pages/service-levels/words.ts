import { defineWords } from '../../i18n/define-words.ts'

/** For the staff page and the public page alike. */
export const words = defineWords({
  title: { zh: '协查时效', en: 'Service levels' },
  intro: {
    zh: '网络交易协查：平台用多长时间签收、多长时间答复。按消息实际收发时间测算，不是自报。',
    en: 'Requests for assistance: how long platforms take to receive and to answer. Measured from the messages themselves, declared by nobody.',
  },
  asOf: { zh: '截至 {time}', en: 'As of {time}' },
  month: { zh: '发函月份', en: 'Month of sending' },
  headNone: {
    zh: '{month}发出协查函 {n} 件，尚无完整答复',
    en: '{month}: {n} {n|request was|requests were} sent, none is answered in full yet',
  },
  headOne: {
    zh: '{month}，一半的答复在 {hours} 小时内完成（已答复 {n} 件）',
    en: '{month}: half of the answers came within {hours} hours ({n} answered)',
  },
  headSame: {
    zh: '{month}，一半的答复在 {hours} 小时内完成，与上月持平（已答复 {n} 件）',
    en: '{month}: half of the answers came within {hours} hours, as in the month before ({n} answered)',
  },
  headFaster: {
    zh: '{month}，一半的答复在 {hours} 小时内完成，比上月快 {by} 小时（已答复 {n} 件）',
    en: '{month}: half of the answers came within {hours} hours, {by} hours sooner than the month before ({n} answered)',
  },
  headSlower: {
    zh: '{month}，一半的答复在 {hours} 小时内完成，比上月慢 {by} 小时（已答复 {n} 件）',
    en: '{month}: half of the answers came within {hours} hours, {by} hours later than the month before ({n} answered)',
  },
  chart: { zh: '各月完整答复用时', en: 'Hours to the whole answer by month' },
  chartNote: {
    zh: '粗条：一半的答复在此时间内；细线：九成的答复在此时间内。',
    en: 'Bar: half of the answers within; line: nine in ten within.',
  },
  bar: { zh: '{hours} 小时', en: '{hours} h' },
  barMore: { zh: '九成 {hours} 小时，{n} 件', en: '90 %: {hours} h, {n} answered' },
  platforms: { zh: '按平台', en: 'By platform' },
  bureaus: { zh: '按发函机关', en: 'By asking bureau' },
  platform: { zh: '平台', en: 'Platform' },
  bureau: { zh: '发函机关', en: 'Bureau' },
  all: { zh: '合计', en: 'All' },
  requests: { zh: '发函（件）', en: 'Requests' },
  receipts: { zh: '已签收（件）', en: 'Receipted' },
  receiptP50: { zh: '签收 中位数（小时）', en: 'To receipt, median (h)' },
  receiptP90: { zh: '签收 九成（小时）', en: 'To receipt, 90 % (h)' },
  answers: { zh: '已答复（件）', en: 'Answered' },
  answerP50: { zh: '答复 中位数（小时）', en: 'To answer, median (h)' },
  answerP90: { zh: '答复 九成（小时）', en: 'To answer, 90 % (h)' },
  inTime: { zh: '按期答复（件）', en: 'In time' },
  refused: { zh: '拒绝（件）', en: 'Refused' },
  open: { zh: '待答复（件）', en: 'Open' },
  none: { zh: '还没有数据', en: 'No figures yet' },
  noneText: {
    zh: '发出第一件协查函后，这里按月显示签收和答复用时。',
    en: 'Once the first request is sent, times to receipt and answer appear here by month.',
  },
  noRows: { zh: '本月没有数据。', en: 'None this month.' },
  method: { zh: '测算方法', en: 'How it is measured' },
  data: { zh: '开放数据', en: 'Open data' },
  dataText: {
    zh: '同一组数字，近十二个月；其他月份加参数，例如 ?from=2026-01&to=2026-06。不含任何个人信息，按 CC BY 4.0 使用。',
    en: 'The same figures of the last twelve months; for others add, say, ?from=2026-01&to=2026-06. Nothing personal in them; free to use under CC BY 4.0.',
  },
  csv: { zh: 'CSV 文件', en: 'CSV' },
  json: { zh: 'JSON', en: 'JSON' },
  publicPage: { zh: '公开页面', en: 'Public page' },
  language: { zh: 'English', en: '中文' },
  failed: { zh: '没有读取成功，请稍后重试。', en: 'The figures could not be loaded; try again later.' },
  loading: { zh: '正在读取…', en: 'Loading…' },
})

/** What is counted and what is not, sentence by sentence. */
export const method = defineWords({
  start: {
    zh: '每件协查函归入发出的月份；用时从发出（机关负责人批准、消息签名）起，按时钟时间计算，以小时为单位，包括夜间和节假日。',
    en: 'A request counts in the month it was sent. Time runs from sending (approval by the head, the message signed), by the clock, in hours, nights and holidays included.',
  },
  receipt: {
    zh: '签收：平台签名回执的时间。答复：平台答复完整的时间；部分答复不算。',
    en: 'Receipt: when the platform signed for it. Answer: when the answer was whole; partial answers do not count.',
  },
  waiting: {
    zh: '等待机关办理的时间（补正、审查答复、处理拒绝）不计入平台用时。',
    en: 'Time spent waiting for the bureau (to correct a request, to examine an answer or a refusal) is not the platform’s and left out.',
  },
  percentiles: {
    zh: '中位数：一半在此时间内；九成：十件中九件在此时间内。旁边的件数就是计算所用的件数，件数少时请谨慎比较。',
    en: 'Median: half within it; 90 %: nine in ten within it. The count beside is what they rest on: compare small counts with care.',
  },
  excluded: {
    zh: '沙箱中的演练不计入。尚未答复、已经拒绝或者撤回的，不计入答复用时，件数另列。',
    en: 'Exercises in the sandbox are left out. What is open, refused or withdrawn has no time to answer; open and refused ones are counted apart.',
  },
})
