import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  atLeast: { zh: '请填写至少 {n} 个字', en: 'Write at least {n} characters' },
  cancel: { zh: '取消', en: 'Cancel' },
})
