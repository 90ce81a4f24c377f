import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  late: { zh: '逾期 {n} 天', en: '{n} {n|day|days} late' },
  today: { zh: '今日到期', en: 'due today' },
  left: { zh: '还有 {n} 天', en: '{n} {n|day|days} left' },
})
