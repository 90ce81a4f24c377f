import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '跨省移送', en: 'Transfers between provinces' },
  packages: { zh: '移送单', en: 'Packages' },
})
