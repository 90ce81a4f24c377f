import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  matters: { zh: '事项', en: 'Matters' },
  matter: { zh: '事项办理', en: 'Matter' },
  create: { zh: '新建事项', en: 'New matter' },
  processes: { zh: '事项流程图', en: 'How matters proceed' },
  statistics: { zh: '收支平衡', en: 'Balance of matters' },
})
