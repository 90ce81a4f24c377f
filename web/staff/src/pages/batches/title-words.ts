import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({ title: { zh: '报送批次', en: 'Report' } })
