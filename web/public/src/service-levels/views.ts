import type { ServiceLevel } from '@redbridge/contract'
import { currentLang } from '../../../staff/src/i18n/current-lang.ts'
import { formatMonth, formatNumber, formatShare } from '../../../staff/src/lib/format.ts'
import {
  barsOf,
  formatHours,
  headlineOf,
  type LevelBar,
  type Party,
} from '../../../staff/src/pages/service-levels/levels.ts'
import type { words } from '../../../staff/src/pages/service-levels/words.ts'
import { el } from '../verify/dom.ts'

type Say = (key: keyof typeof words, values?: Record<string, string | number>) => string
const SVG = 'http://www.w3.org/2000/svg'

const drawn = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

/** One statement as its title, a bar and a line for each month, the figures written beside them. */
export const chartView = ({ month, trend }: { month: string; trend: readonly ServiceLevel[] }, t: Say): HTMLElement => {
  const { key, ...values } = headlineOf(trend)
  return el(
    'section',
    { 'aria-labelledby': 'chart' },
    el('h2', { id: 'chart' }, t(key, { month: formatMonth(month, currentLang()), ...values })),
    el('ol', { class: 'bars', 'aria-label': t('chart') }, ...barsOf(trend).map((bar) => barView(bar, t))),
    el('p', { class: 'quiet' }, t('chartNote')),
  )
}

const barView = ({ month, p50, p90, answers, end50, end90 }: LevelBar, t: Say): HTMLElement => {
  const svg = drawn('svg', { 'aria-hidden': 'true', focusable: 'false' })
  svg.append(
    drawn('line', { x1: '0', x2: `${end90}%`, y1: '9', y2: '9', class: 'line' }),
    drawn('rect', { x: '0', y: '3', width: `${end50}%`, height: '12', class: 'bar' }),
  )
  const more = el('span', { class: 'quiet' }, ` ${t('barMore', { hours: formatHours(p90), n: answers })}`)
  return el(
    'li',
    {},
    el('span', {}, formatMonth(month, currentLang())),
    svg,
    el('span', {}, p50 === null ? '—' : t('bar', { hours: formatHours(p50) }), p50 === null ? null : more),
  )
}

interface Table {
  by: Party
  rows: readonly ServiceLevel[]
  whole: ServiceLevel | undefined
}

/** One month's platforms or bureaus, all together in the last line; each time with the count that it rests on. */
export const tableView = ({ by, rows, whole }: Table, t: Say): HTMLElement => {
  const id = `by-${by}`
  const title = t(by === 'platform' ? 'platforms' : 'bureaus')
  const lines = whole && rows.length > 1 ? [...rows, { ...whole, name: t('all') }] : rows
  const heads = [t('requests'), t('answers'), t('answerP50'), t('answerP90'), t('inTime')]
  const more = [t('receipts'), t('receiptP50'), t('receiptP90'), t('refused'), t('open')]
  const table = el(
    'table',
    { 'aria-labelledby': id },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, t(by)),
        ...[...heads, ...more].map((one) => el('th', { scope: 'col' }, one)),
      ),
    ),
    el('tbody', {}, ...lines.map(rowView)),
  )
  return el(
    'section',
    { 'aria-labelledby': id },
    el('h2', { id }, title),
    rows.length === 0
      ? el('p', { class: 'quiet' }, t('noRows'))
      : el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': id }, table),
  )
}

const rowView = (row: ServiceLevel): HTMLElement => {
  const cells = [
    formatNumber(row.requests),
    formatNumber(row.answers),
    formatHours(row.answerP50),
    formatHours(row.answerP90),
    row.answers === 0
      ? formatNumber(row.inTime)
      : `${formatNumber(row.inTime)} (${formatShare(row.inTime, row.answers)})`,
    formatNumber(row.receipts),
    formatHours(row.receiptP50),
    formatHours(row.receiptP90),
    formatNumber(row.refused),
    formatNumber(row.open),
  ]
  return el('tr', {}, el('th', { scope: 'row' }, row.name), ...cells.map((text) => el('td', {}, text)))
}
