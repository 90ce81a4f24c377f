import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({ title: { zh: '账户与安全', en: 'Account and security' } })
