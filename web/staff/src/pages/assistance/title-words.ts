import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  requests: { zh: '协查', en: 'Assistance' },
  create: { zh: '新建协查函', en: 'New request' },
  edit: { zh: '修改协查函', en: 'Edit the request' },
  bulk: { zh: '批量协查', en: 'Requests from a spreadsheet' },
  memoranda: { zh: '政企合作备忘录', en: 'Memoranda' },
})
