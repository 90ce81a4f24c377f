import { defineWords } from '../../i18n/define-words.ts'

/** Names of the administration's screens, for navigation and document titles. */
export const words = defineWords({
  organisations: { zh: '机构与平台', en: 'Organisations' },
  users: { zh: '用户', en: 'Users' },
  registers: { zh: '登记库', en: 'Registers' },
  register: { zh: '登记库', en: 'Register' },
  letterTemplates: { zh: '公文模板', en: 'Letter templates' },
  audit: { zh: '审计日志', en: 'Audit log' },
})
