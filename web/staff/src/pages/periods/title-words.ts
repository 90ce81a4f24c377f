import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '报送期', en: 'Reporting periods' },
  compare: { zh: '报送对比', en: 'Compare reports' },
})
