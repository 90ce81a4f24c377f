import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  waiting: { zh: '排队中', en: 'Waiting' },
  reading: { zh: '读取校验', en: 'Reading and checking' },
  matching: { zh: '与登记库比对', en: 'Matching with the register' },
  finishing: { zh: '汇总', en: 'Adding up' },
  done: { zh: '完成', en: 'Done' },
  rows: { zh: '已处理 {done} 行', en: '{done} rows done' },
  rowsOf: { zh: '已处理 {done} / {total} 行（{percent} %）', en: '{done} of {total} rows ({percent} %)' },
  rate: { zh: '每秒 {n} 行', en: '{n} rows a second' },
  left: { zh: '约剩 {time}', en: 'about {time} left' },
  mayLeave: {
    zh: '可以离开本页，处理不会中断；完成后结果出现在待办中。',
    en: 'You may leave this page; the work goes on, and the result appears in the to-do list.',
  },
})
