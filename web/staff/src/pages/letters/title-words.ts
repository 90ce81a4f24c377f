import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  letters: { zh: '公文', en: 'Official letters' },
})
