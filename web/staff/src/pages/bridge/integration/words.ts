import { defineWords } from '../../../i18n/define-words.ts'

export const words = defineWords({
  note: {
    zh: '本平台系统接入云桥：用哪把密钥签名，消息送到哪里，哪些没有送达。',
    en: 'How your systems take part in the bridge: which key signs, where messages go, what did not arrive.',
  },
  bureauNote: {
    zh: '本单位发出的消息和回执由此密钥签名。',
    en: 'This key signs the messages and receipts of your bureau.',
  },
  views: { zh: '接口对接的各部分', en: 'Parts of the integration' },
  keys: { zh: '签名密钥', en: 'Keys' },
  endpoints: { zh: '推送地址', en: 'Webhook endpoints' },
  deliveries: { zh: '送达记录', en: 'Deliveries' },
  sandbox: { zh: '沙箱', en: 'Sandbox' },
  guide: {
    zh: '对接步骤和示例见随软件提供的文档 docs/guides/platform-adapter.md。',
    en: 'Steps and examples stand in docs/guides/platform-adapter.md, which comes with the software.',
  },
})
