import { BAG_CHECKS, type BagCheck, type BagReport } from '@redbridge/ledger'
import type { Lang } from '../../../staff/src/i18n/define-words.ts'
import { el } from './dom.ts'
import { messagesView } from './messages-view.ts'
import { sayIn, timeIn } from './say.ts'

/** The verdict first, then what it rests on. */
export const reportView = (report: BagReport, lang: Lang): HTMLElement => {
  const t = sayIn(lang)
  const verdict = report.ok ? (report.trust === 'trusted' ? 'verifiedTrusted' : 'verifiedStated') : 'refusedText'
  const print = el('button', { type: 'button', class: 'print' }, t('print'))
  print.addEventListener('click', () => window.print())
  return el(
    'section',
    { class: report.ok ? 'verdict good' : 'verdict bad', 'aria-labelledby': 'verdict' },
    el('h2', { id: 'verdict', tabindex: '-1' }, t(report.ok ? 'verified' : 'refused')),
    el('p', {}, t(verdict)),
    report.ok ? aboutView(report, lang) : null,
    report.ok ? keysView(report, lang) : null,
    report.ok ? itemsView(report, lang) : null,
    report.ok && report.messages.length > 0 ? messagesView(report.messages, lang) : null,
    checksView(report.checks, lang),
    print,
  )
}

const checksView = (checks: readonly BagCheck[], lang: Lang): HTMLElement => {
  const t = sayIn(lang)
  return el(
    'div',
    {},
    el('h3', {}, t('checks')),
    el(
      'ul',
      { class: 'checks' },
      ...checks.map(({ id, state, faults }) =>
        el(
          'li',
          { class: state },
          el('b', {}, t(state)),
          ` ${BAG_CHECKS[id][lang]}`,
          ...faults.map((fault) =>
            el('p', { class: 'fault' }, `${fault[lang]}`, el('br'), `${t('place')}: `, el('code', {}, fault.place)),
          ),
        ),
      ),
    ),
  )
}

const aboutView = ({ bag, entries, timeStamps, witnesses }: BagReport, lang: Lang): HTMLElement => {
  const t = sayIn(lang)
  const rows: [string, string][] = [
    ...(bag
      ? [
          [t('name'), bag.title] as [string, string],
          [t('number'), bag.id] as [string, string],
          [t('madeBy'), `${bag.organisation} ${bag.person}`] as [string, string],
          [t('madeAt'), timeIn(lang, bag.madeAt)] as [string, string],
        ]
      : []),
    [t('entries'), String(entries)],
    [t('stamps'), timeStamps.map(({ at, authority }) => `${timeIn(lang, at)} ${authority}`).join('; ') || t('noStamp')],
  ]
  if (witnesses.length > 0)
    rows.push([t('witnesses'), witnesses.map(({ name, at }) => `${name} ${timeIn(lang, at)}`).join('; ')])
  return el(
    'div',
    {},
    el('h3', {}, t('about')),
    el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
  )
}

const keysView = ({ keys }: BagReport, lang: Lang): HTMLElement => {
  const t = sayIn(lang)
  return el(
    'div',
    {},
    el('h3', {}, t('keys')),
    el(
      'ul',
      {},
      ...keys.map(({ algorithm, fingerprint, trusted }) =>
        el(
          'li',
          {},
          `${algorithm === 'sm2' ? 'SM2' : 'Ed25519'} `,
          el('code', {}, fingerprint),
          ` ${t(trusted ? 'trusted' : 'stated')}`,
        ),
      ),
    ),
  )
}

const itemsView = ({ items }: BagReport, lang: Lang): HTMLElement => {
  const t = sayIn(lang)
  return el(
    'div',
    {},
    el('h3', {}, t('items', { n: items.length })),
    el(
      'ol',
      { class: 'items' },
      ...items.map((item) =>
        el(
          'li',
          {},
          el('b', {}, item.title),
          el('br'),
          item.part ?? t('disposed'),
          el('br'),
          `${t('bytes', { n: item.bytes })} · ${t('taken')} ${timeIn(lang, item.takenAt)} ${item.takenBy}`,
          el('br'),
          el('code', {}, `SHA-256 ${item.sha256}`),
          el('br'),
          el('code', {}, `SM3 ${item.sm3}`),
        ),
      ),
    ),
  )
}
