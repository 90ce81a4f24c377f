import type { ServiceLevel, ServiceLevels } from '@redbridge/contract'
import { currentLang, setCurrentLang } from '../../../staff/src/i18n/current-lang.ts'
import { fillWord } from '../../../staff/src/i18n/define-words.ts'
import { formatMonth, formatTime } from '../../../staff/src/lib/format.ts'
import { monthsOf, rowsOf, trendOf, wholeOf } from '../../../staff/src/pages/service-levels/levels.ts'
import { words } from '../../../staff/src/pages/service-levels/words.ts'
import { words as shell } from '../../../staff/src/shell/words.ts'
import { el } from '../verify/dom.ts'
import { chartView, tableView } from './views.ts'

// /service-levels: what the page says stands in its HTML; this fills in the figures.

type Say = (key: keyof typeof words, values?: Record<string, string | number>) => string
const t: Say = (key, values) => fillWord(words[key][currentLang()], values)

const figures = document.querySelector('#figures') as HTMLElement
const language = document.querySelector('#language') as HTMLButtonElement
let levels: ServiceLevels | 'failed' | null = null

const asked = (): string | null => new URLSearchParams(location.search).get('month')

const monthField = (months: readonly string[], month: string): HTMLElement => {
  const options = months.map((one) => {
    const option = el('option', { value: one }, formatMonth(one, currentLang()))
    option.selected = one === month
    return option
  })
  const select = el('select', { id: 'month' }, ...options)
  select.addEventListener('change', () => {
    history.replaceState(null, '', `?month=${select.value}`)
    draw()
    document.querySelector<HTMLElement>('#month')?.focus()
  })
  return el('p', { class: 'month' }, el('label', { for: 'month' }, t('month')), select)
}

const figuresView = ({ asOf, items }: { asOf: string; items: readonly ServiceLevel[] }): HTMLElement[] => {
  const months = monthsOf(items)
  const month = months.find((one) => one === asked()) ?? months[0]
  const time = el('p', { class: 'quiet' }, t('asOf', { time: formatTime(asOf) }))
  if (month === undefined) return [time, el('p', {}, el('b', {}, t('none'))), el('p', {}, t('noneText'))]
  const whole = wholeOf(items, month)
  return [
    time,
    monthField(months, month),
    chartView({ month, trend: trendOf(items, month) }, t),
    ...(['platform', 'bureau'] as const).map((by) => tableView({ by, rows: rowsOf(items, month, by), whole }, t)),
  ]
}

const draw = (): void => {
  const lang = currentLang()
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.dataset.lang = lang
  document.title = `${t('title')} · ${shell.product[lang]}`
  language.textContent = t('language')
  language.lang = lang === 'zh' ? 'en' : 'zh-CN'
  language.hidden = false
  if (levels === null) figures.replaceChildren(el('p', { class: 'quiet' }, t('loading')))
  else if (levels === 'failed') figures.replaceChildren(el('p', { class: 'fault', role: 'alert' }, t('failed')))
  else figures.replaceChildren(...figuresView(levels))
}

const load = async (): Promise<void> => {
  draw()
  try {
    const answer = await fetch('/api/public/service-levels', { headers: { accept: 'application/json' } })
    levels = answer.ok ? ((await answer.json()) as ServiceLevels) : 'failed'
  } catch {
    levels = 'failed'
  }
  draw()
}

language.addEventListener('click', () => {
  setCurrentLang(currentLang() === 'zh' ? 'en' : 'zh')
  draw()
})
void load()
