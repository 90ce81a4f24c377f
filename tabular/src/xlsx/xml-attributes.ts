import { decodeEntityText } from './xml-entities.ts'
import type { XmlTag } from './xml-reader.ts'

const ATTRIBUTE = /([^\s=<>/'"]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

/** All attributes of a tag, prefixes kept: for the small parts (workbook, styles, relations). */
export const readAttributes = (tag: XmlTag): Record<string, string> => {
  const out: Record<string, string> = {}
  for (const [, name, double, single] of tag.buf.toString('utf8', tag.from, tag.to).matchAll(ATTRIBUTE)) {
    out[name!] = decodeEntityText(double ?? single ?? '')
  }
  return out
}

export interface ByteRange {
  from: number
  to: number
}

/** Range of the value of a one-letter attribute (`r`, `s`, `t` of a cell), without making strings. */
export const findLetterAttribute = (tag: XmlTag, letter: number, out: ByteRange): boolean => {
  const { buf, to } = tag
  for (let i = tag.from; i + 3 < to; i++) {
    const c = buf[i]!
    if (c === 0x22 || c === 0x27) {
      i = buf.indexOf(c, i + 1)
      if (i === -1) return false
      continue
    }
    if (c !== letter || buf[i - 1]! > 0x20) continue
    let at = i + 1
    while (buf[at]! <= 0x20 && at < to) at++
    if (buf[at] !== 0x3d) continue
    at++
    while (buf[at]! <= 0x20 && at < to) at++
    const quote = buf[at]!
    if (quote !== 0x22 && quote !== 0x27) return false
    out.from = at + 1
    let end = at + 1
    while (end < to && buf[end] !== quote) end++
    out.to = end
    return true
  }
  return false
}
