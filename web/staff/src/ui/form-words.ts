import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  cancel: { zh: '取消', en: 'Cancel' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  close: { zh: '关闭', en: 'Close' },
})
