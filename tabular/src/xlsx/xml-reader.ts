import { TabularError } from '../errors.ts'
import { decodeEntities } from './xml-entities.ts'

const LT = 0x3c
const GT = 0x3e
const AMP = 0x26
const SLASH = 0x2f
const COLON = 0x3a
const DOUBLE = 0x22
const SINGLE = 0x27
const MAX_TAG = 64 * 1024
const MAX_DEPTH = 256
const MAX_ENTITY = 12

/** The tag being reported: attribute values are looked up in place. Valid during the call only. */
export interface XmlTag {
  buf: Buffer
  from: number
  to: number
}

/** Receives elements by local name (prefixes dropped) and text as UTF-8 byte ranges, possibly in several pieces. */
export interface XmlHandler {
  open(name: string, tag: XmlTag): void
  close(name: string): void
  text(buf: Buffer, from: number, to: number): void
}

export interface XmlReader {
  push(chunk: Buffer): void
  /** throws `xml_malformed` when elements are still open */
  end(): void
}

/**
 * A push parser for the XML inside XLSX files, on bytes: no strings for cells, some ten times faster than general
 * SAX parsers. It knows no DTD and no entities but the five of XML and character references: a file with others is
 * refused, so nothing can expand or reach outside.
 */
export const createXmlReader = (handler: XmlHandler): XmlReader => {
  const tag: XmlTag = { buf: Buffer.alloc(0), from: 0, to: 0 }
  const stack: string[] = []
  let carry: Buffer | undefined
  let started = false

  const onTag = (buf: Buffer, from: number, to: number): void => {
    if (buf[from] === SLASH) {
      const name = localName(buf, from + 1, to)
      if (stack.pop() !== name) throw new TabularError('xml_malformed', { detail: `</${name}>` })
      handler.close(name)
      return
    }
    const empty = buf[to - 1] === SLASH
    const end = empty ? to - 1 : to
    const name = localName(buf, from, end)
    tag.buf = buf
    tag.from = from
    tag.to = end
    handler.open(name, tag)
    if (empty) handler.close(name)
    else if (stack.push(name) > MAX_DEPTH) throw new TabularError('xml_malformed', { detail: 'depth' })
  }

  const onText = (buf: Buffer, from: number, to: number): void => {
    if (stack.length === 0 || from === to) return
    const amp = buf.subarray(from, to).indexOf(AMP)
    if (amp === -1) handler.text(buf, from, to)
    else {
      const decoded = decodeEntities(buf.subarray(from, to))
      handler.text(decoded, 0, decoded.length)
    }
  }

  /** Handles what starts at `<`; returns the offset behind it or -1 when it is not complete yet. */
  const onMarkup = (buf: Buffer, at: number): number => {
    const next = buf[at + 1]
    if (next === 0x21 || next === 0x3f) return special(buf, at, stack.length > 0 ? handler : undefined)
    const close = tagEnd(buf, at + 1)
    if (close === -1) {
      if (buf.length - at > MAX_TAG) throw new TabularError('xml_malformed', { detail: 'tag' })
      return -1
    }
    onTag(buf, at + 1, close)
    return close + 1
  }

  return {
    push(chunk) {
      let buf = carry ? Buffer.concat([carry, chunk]) : chunk
      carry = undefined
      if (!started) {
        if (buf.length < 4) {
          carry = buf
          return
        }
        buf = checkStart(buf)
        started = true
      }
      let at = 0
      while (at < buf.length) {
        let lt = at
        while (lt < buf.length && buf[lt] !== LT) lt++
        if (lt === buf.length) {
          const keep = openEntity(buf, at)
          onText(buf, at, keep)
          if (keep < buf.length) carry = Buffer.from(buf.subarray(keep))
          return
        }
        onText(buf, at, lt)
        const after = onMarkup(buf, lt)
        if (after === -1) {
          carry = Buffer.from(buf.subarray(lt))
          return
        }
        at = after
      }
    },
    end() {
      if (stack.length > 0 || carry || !started) throw new TabularError('xml_malformed', { detail: 'unexpected end' })
    },
  }
}

/** XLSX parts are UTF-8; UTF-16 is allowed by the standard but not written by anything met so far. */
const checkStart = (buf: Buffer): Buffer => {
  if (buf[0] === 0xef && buf[1] === 0xbb && buf[2] === 0xbf) return buf.subarray(3)
  if (buf[0] === 0xff || buf[0] === 0xfe || buf[0] === 0 || buf[1] === 0)
    throw new TabularError('xml_malformed', { detail: 'UTF-16' })
  return buf
}

const tagEnd = (buf: Buffer, from: number): number => {
  for (let i = from; i < buf.length; i++) {
    const c = buf[i]!
    if (c === GT) return i
    if (c === LT) throw new TabularError('xml_malformed', { detail: '<' })
    if (c === DOUBLE || c === SINGLE) {
      i = buf.indexOf(c, i + 1)
      if (i === -1) return -1
    }
  }
  return -1
}

/** Comments, processing instructions and CDATA; a DTD is refused. Returns the offset behind, or -1. */
const special = (buf: Buffer, at: number, handler: XmlHandler | undefined): number => {
  if (buf[at + 1] === 0x3f) return behind(buf, buf.indexOf('?>', at + 2), 2)
  if (buf.length - at < 9) return -1
  const head = buf.toString('latin1', at, at + 9)
  if (head.startsWith('<!--')) return behind(buf, buf.indexOf('-->', at + 4), 3)
  if (head !== '<![CDATA[') throw new TabularError('xml_forbidden')
  const end = buf.indexOf(']]>', at + 9)
  if (end !== -1 && end > at + 9) handler?.text(buf, at + 9, end)
  return behind(buf, end, 3)
}

const behind = (buf: Buffer, end: number, size: number): number => {
  if (end !== -1) return end + size
  if (buf.length > 1024 * 1024) throw new TabularError('xml_malformed', { detail: 'markup' })
  return -1
}

const openEntity = (buf: Buffer, from: number): number => {
  const amp = buf.lastIndexOf(AMP)
  if (amp < from || buf.indexOf(0x3b, amp) !== -1) return buf.length
  if (buf.length - amp > MAX_ENTITY) throw new TabularError('xml_forbidden', { detail: '&' })
  return amp
}

const names = new Map<number, string>()

/** Name without prefix. Short names, which is nearly all, are interned by their bytes. */
const localName = (buf: Buffer, from: number, to: number): string => {
  let start = from
  let packed = 0
  let i = from
  for (; i < to; i++) {
    const c = buf[i]!
    if (c <= 0x20 || c === SLASH) break
    if (c === COLON) {
      start = i + 1
      packed = 0
    } else packed = packed * 256 + c
  }
  if (i === start) throw new TabularError('xml_malformed', { detail: 'name' })
  if (i - start > 6) return buf.toString('latin1', start, i)
  let name = names.get(packed)
  if (name === undefined) {
    name = buf.toString('latin1', start, i)
    if (names.size < 1000) names.set(packed, name)
  }
  return name
}
