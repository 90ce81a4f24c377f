import type { TargetKind } from '@redbridge/contract'

/** What pages add to an address without naming another thing. */
const TRACKING = /^(utm_.*|spm|from|scm|share.*|sourcetype|timestamp|_t)$/

const addressOf = (text: string): string | undefined => {
  try {
    const url = new URL(/^https?:\/\//i.test(text) ? text : `https://${text}`)
    if (!url.hostname.includes('.')) return undefined
    const query = [...url.searchParams].filter(([name]) => !TRACKING.test(name.toLowerCase())).sort()
    const host = url.hostname.replace(/^(www|m)\./, '')
    return `${host}${url.pathname.replace(/\/+$/, '')}?${new URLSearchParams(query).toString()}`
  } catch {
    return undefined
  }
}

/**
 * One spelling for what people write in many: width, case, blanks; of an address neither the protocol, 'www', a mobile
 * host, the fragment nor tracking parameters.
 * @example normaliseTarget('shop', 'HTTPS://www.Shop.example/1/?spm=a#top') // 'shop.example/1?'
 * @example normaliseTarget('order', ' 2026－1105 77 ') // '2026-110577'
 */
export const normaliseTarget = (kind: TargetKind, value: string): string => {
  const text = value.normalize('NFKC').trim()
  if ((kind === 'item' || kind === 'shop') && /[./]/.test(text)) {
    const address = addressOf(text)
    if (address) return address
  }
  return text.toLowerCase().replace(/\s+/g, kind === 'keyword' ? ' ' : '')
}
