import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TabularError } from '../errors.ts'
import { createXmlReader } from './xml-reader.ts'

const DOCUMENT =
  '\uFEFF<?xml version="1.0"?><!-- a > b --><x:a xmlns:x="u" q=\'1>2\'><b t="s">红&amp;&#x6865;&#65;𠮷</b><c/><![CDATA[<&]]]]> 尾&lt;</x:a>\n'

/** What the reader reports for a document that arrives in the given pieces. */
const read = (pieces: readonly Buffer[]): string => {
  const events: string[] = []
  const text: Buffer[] = []
  const flush = () => {
    if (text.length > 0) events.push(`"${Buffer.concat(text.splice(0)).toString('utf8')}"`)
  }
  const reader = createXmlReader({
    open(name) {
      flush()
      events.push(`<${name}`)
    },
    close(name) {
      flush()
      events.push(`${name}>`)
    },
    text: (buf, from, to) => text.push(Buffer.from(buf.subarray(from, to))),
  })
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return events.join(' ')
}

const WHOLE = '<a <b "红&桥A𠮷" b> <c c> "<&]] 尾<" a>'

describe('the XML reader', () => {
  const bytes = Buffer.from(DOCUMENT)

  it('reports the same however the bytes are cut', () => {
    expect(read([bytes])).toBe(WHOLE)
    const whole = read([bytes])
    for (let at = 0; at <= bytes.length; at++) expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toBe(whole)
    expect(read([...bytes].map((byte) => Buffer.of(byte)))).toBe(whole)
    const cuts = fc.uniqueArray(fc.nat(bytes.length), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, (points) => {
        const ends = [...points.toSorted((a, b) => a - b), bytes.length]
        const pieces = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
        return read(pieces) === whole
      }),
    )
  })

  it.each([
    ['an open element', '<a><b></b>', 'xml_malformed'],
    ['crossed elements', '<a><b></a></b>', 'xml_malformed'],
    ['a bare <', '<a <b></b></a>', 'xml_malformed'],
    ['a nameless element', '<a>< ></a>', 'xml_malformed'],
    ['a cut-off document', '<a>text', 'xml_malformed'],
    ['nothing', '', 'xml_malformed'],
    ['a DTD', '<!DOCTYPE a><a></a>', 'xml_forbidden'],
    ['an entity', '<a>&b;</a>', 'xml_forbidden'],
    ['a bare &', '<a>b & c</a>', 'xml_malformed'],
    ['a long entity', `<a>&${'x'.repeat(100)};</a>`, 'xml_malformed'],
  ])('refuses %s', (_name, document, code) => {
    expect(() => read([Buffer.from(document)])).toThrow(TabularError)
    expect(() => read([Buffer.from(document)])).toThrow(expect.objectContaining({ code }))
  })
})
