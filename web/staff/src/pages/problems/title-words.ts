import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({ title: { zh: '问题主体', en: 'Problem operators' } })
