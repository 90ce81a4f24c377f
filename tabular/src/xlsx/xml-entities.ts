import { TabularError } from '../errors.ts'

const AMP = 0x26
const SEMICOLON = 0x3b
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Replaces the five entities of XML and character references; anything else would need a DTD and is refused. */
export const decodeEntityText = (text: string): string =>
  text.replace(/&([^;&]{0,12});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw new TabularError('xml_malformed', { detail: '&' })
    const named = NAMED.get(name)
    if (named !== undefined) return named
    const code = /^#x[0-9a-f]{1,6}$/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : /^#\d{1,7}$/.test(name)
        ? Number(name.slice(1))
        : -1
    if (code <= 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      if (name.startsWith('#')) return '\uFFFD'
      throw new TabularError('xml_forbidden', { detail: `&${name.slice(0, 20)};` })
    }
    return String.fromCodePoint(code)
  })

/** The same on bytes. A piece of text may begin or end inside a character: only the references are made strings. */
export const decodeEntities = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = []
  let at = 0
  for (let amp = bytes.indexOf(AMP); amp !== -1; amp = bytes.indexOf(AMP, at)) {
    const end = bytes.indexOf(SEMICOLON, amp)
    const next = end === -1 ? bytes.length : end + 1
    parts.push(bytes.subarray(at, amp), Buffer.from(decodeEntityText(bytes.toString('latin1', amp, next)), 'utf8'))
    at = next
  }
  parts.push(bytes.subarray(at))
  return Buffer.concat(parts)
}

/** Excel writes control characters as _x000D_; a literal "_x" as _x005F_x. */
export const decodeExcelEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
