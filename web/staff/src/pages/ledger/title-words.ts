import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  ledger: { zh: '存证台账', en: 'Ledger' },
})
