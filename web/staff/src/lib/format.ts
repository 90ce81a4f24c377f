import type { Lang } from '../i18n/define-words.ts'

const ZONE = 'Asia/Shanghai'
const SHANGHAI = 8 * 3_600_000

/** @example formatNumber(1234567) // '1,234,567' */
export const formatNumber = (n: number): string => n.toLocaleString('en-US')

/** A percentage never stands without its count. @example formatShare(1, 8) // '12.5 %' */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '—'
  const percent = (part / whole) * 100
  return `${percent > 0 && percent < 0.1 ? '< 0.1' : percent.toFixed(1)} %`
}

/** `2026-07-15` of a moment, in Shanghai. */
export const isoDateOf = (time: string | Date): string =>
  new Date(new Date(time).getTime() + SHANGHAI).toISOString().slice(0, 10)

const dateFormats: Record<Lang, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }),
}

const monthFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', year: 'numeric', month: 'long' })

/** @example formatDate('2026-07-15', 'zh') // '2026年7月15日' */
export function formatDate(date: string | null | undefined, lang: Lang): string {
  if (!date) return '—'
  const day = date.length > 10 ? isoDateOf(date) : date
  return dateFormats[lang].format(new Date(`${day}T00:00:00Z`))
}

/** @example formatTime('2026-07-15T01:05:00Z', 'zh') // '2026-07-15 09:05' */
export function formatTime(time: string | null | undefined): string {
  if (!time) return '—'
  return new Date(time).toLocaleString('sv-SE', { timeZone: ZONE }).slice(0, 16)
}

/** Calendar days from today to a date, negative when it is past; today and date both in Shanghai. */
export const daysUntil = (date: string, now: Date = new Date()): number =>
  Math.round((Date.parse(`${date.slice(0, 10)}T00:00:00Z`) - Date.parse(`${isoDateOf(now)}T00:00:00Z`)) / 86_400_000)

/** @example formatPeriod('2026-07', 'zh') // '2026年7月' */
export function formatPeriod(key: string, lang: Lang): string {
  const [year = '', month = ''] = key.split('-')
  if (lang === 'zh') return `${year}年${Number(month)}月`
  return `${month === '01' ? 'January' : 'July'} ${year}`
}

/** @example formatMonth('2026-11', 'en') // 'November 2026' */
export function formatMonth(month: string, lang: Lang): string {
  const [year = '', no = ''] = month.split('-')
  if (lang === 'zh') return `${year}年${Number(no)}月`
  return monthFormat.format(new Date(`${year}-${no}-01T00:00:00Z`))
}

/** @example formatBytes(243_000_000) // '243 MB' */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** @example formatDuration(75, 'zh') // '1 分 15 秒' */
export function formatDuration(seconds: number, lang: Lang): string {
  const total = Math.max(0, Math.round(seconds))
  const [h, m, s] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60]
  const words = lang === 'zh' ? ['小时', '分', '秒'] : ['h', 'min', 's']
  if (h > 0) return `${h} ${words[0]} ${m} ${words[1]}`
  return m > 0 ? `${m} ${words[1]} ${s} ${words[2]}` : `${s} ${words[2]}`
}
