import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  serviceLevels: { zh: '协查时效', en: 'Service levels' },
})
