import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  messages: { zh: '云桥消息', en: 'Bridge messages' },
  integration: { zh: '接口对接', en: 'Integration' },
  sandbox: { zh: '沙箱', en: 'Sandbox' },
  settings: { zh: '云桥设置', en: 'Bridge settings' },
})
