import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  evidence: { zh: '证据', en: 'Evidence' },
  capture: { zh: '网页取证', en: 'Capture a page' },
})
