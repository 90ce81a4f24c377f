import type { BagMessageReport, BagSignedBy } from '@redbridge/ledger'
import type { Lang } from '../../../staff/src/i18n/define-words.ts'
import { el } from './dom.ts'
import { sayIn, timeIn } from './say.ts'

/** What the organisations told each other: who sent what when, who received it when, each with the key that signed. */
export const messagesView = (messages: readonly BagMessageReport[], lang: Lang): HTMLElement => {
  const t = sayIn(lang)
  return el(
    'div',
    {},
    el('h3', {}, t('messages', { n: messages.length })),
    el('p', {}, t('messagesHint')),
    el('ol', { class: 'items' }, ...messages.map((message) => el('li', {}, ...messageLines(message, lang)))),
  )
}

const messageLines = (message: BagMessageReport, lang: Lang): (HTMLElement | string)[] => {
  const t = sayIn(lang)
  const { from, to, at, matter, type, receipt, memorandum } = message
  return [
    el('b', {}, `${from} → ${to}`),
    el('br'),
    `${matter} ${message[lang] || type}`,
    ...(memorandum ? [el('br'), t('memorandum', memorandum)] : []),
    el('br'),
    `${t('sent')} ${timeIn(lang, at)}`,
    ...signedLines(message.key, lang),
    el('br'),
    ...(receipt
      ? [`${t('received')} ${timeIn(lang, receipt.at)} ${receipt.by}`, ...signedLines(receipt.key, lang)]
      : [t('notReceived')]),
  ]
}

const signedLines = ({ fingerprint, own, revokedAt }: BagSignedBy, lang: Lang): (HTMLElement | string)[] => {
  const t = sayIn(lang)
  return [
    el('br'),
    el('code', {}, t('signedWith', { key: `Ed25519 ${own ?? fingerprint}` })),
    ...(own ? [el('br'), t('byClient')] : []),
    ...(revokedAt ? [el('br'), t('revoked', { at: timeIn(lang, revokedAt) })] : []),
  ]
}
