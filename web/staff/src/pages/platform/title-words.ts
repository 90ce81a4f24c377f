import { defineWords } from '../../i18n/define-words.ts'

/** Names of the platform's screens, for navigation and document titles. */
export const words = defineWords({
  reports: { zh: '身份信息报送', en: 'Identity reports' },
  report: { zh: '报送结果', en: 'Report' },
  answers: { zh: '问题主体反馈', en: 'Problem operators' },
  admission: { zh: '入驻核验', en: 'Admission check' },
  clients: { zh: '接口客户端', en: 'API clients' },
})
