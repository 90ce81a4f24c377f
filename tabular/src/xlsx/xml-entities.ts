import { TabularError } from '../errors.ts'

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Replaces the five entities of XML and character references; anything else would need a DTD and is refused. */
export const decodeEntityText = (text: string): string =>
  text.replace(/&([^;&]{0,12});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw new TabularError('xml_malformed', { detail: '&' })
    const named = NAMED[name]
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

export const decodeEntities = (bytes: Buffer): Buffer => Buffer.from(decodeEntityText(bytes.toString('utf8')), 'utf8')

/** Excel writes control characters as _x000D_; a literal "_x" as _x005F_x. */
export const decodeExcelEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
