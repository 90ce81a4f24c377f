import { defineWords } from '../../i18n/define-words.ts'

export const signInWords = defineWords({ title: { zh: '登录', en: 'Sign in' } })
