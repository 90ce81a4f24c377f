import { fillWord, type Lang } from '../../../staff/src/i18n/define-words.ts'
import { words } from './words.ts'

export type Say = (key: keyof typeof words, values?: Record<string, string | number>) => string
export const sayIn =
  (lang: Lang): Say =>
  (key, values) =>
    fillWord(words[key][lang], values)

/** Beijing time, as officials read it; in English with the zone named. */
export const timeIn = (lang: Lang, iso: string): string =>
  new Date(iso).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'medium',
  }) + (lang === 'zh' ? '' : ' (UTC+8)')
