import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({ figures: { zh: '数据总览', en: 'Figures' } })
