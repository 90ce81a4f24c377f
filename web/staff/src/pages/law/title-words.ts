import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  law: { zh: '期限与日历', en: 'Deadlines' },
})
