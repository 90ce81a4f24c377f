import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFolded, foldBytes, foldedText, formNotes } from './fold-bytes.ts'
import { FOLD } from './fold-table.ts'
import { diffChars, foldName, isPlaceholder, normalisationNotes, notesOf } from './index.ts'

const foldOfBytes = (text: string): string => {
  const bytes = Buffer.from(text)
  const out = createFolded()
  foldBytes(bytes, 0, bytes.length, out)
  return foldedText(out)
}
/** Names with everything that folding touches. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'北京上海红紅虹桥橋商贸貿有限公司',
        ...'()（）〔〕【】',
        ...'ABCabcＡｂｃ１2',
        ' ',
        '\u3000',
        '\u200b',
        '\ufeff',
        '𠮷',
        '·',
        '•',
        '-',
        '—',
      ),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join('').toWellFormed())

describe('folding names', () => {
  test.each([
    ['width', 'ＡＢＣ１２３', 'ABC123'],
    ['half-width brackets', '红桥（北京）', '红桥(北京)'],
    ['every kind of bracket', '〔红〕【桥】［京］', '(红)(桥)(京)'],
    ['traditional characters', '騰訊科技發展', '腾讯科技发展'],
    ['Hong Kong and Taiwan variants', '裏衆', '里众'],
    ['compatibility ideographs', '\uf9dc', '隆'],
    ['case', 'Redbridge', 'REDBRIDGE'],
    ['spaces of every kind', ' 红\u3000桥\u00a0\t', '红桥'],
    ['zero width', '红\u200b桥\ufeff\u200d\u2060', '红桥'],
    ['NUL padding', '红桥\u0000\u0000', '红桥'],
    ['dots and dashes', '阿・迪•力—店', '阿·迪·力-店'],
    ['characters beyond the basic plane, which stay', '𠮷野家', '𠮷野家'],
  ])('%s', (_, text, folded) => {
    expect(foldName(text)).toBe(folded)
  })

  test('characters that are themselves simplified are left alone', () => {
    for (const text of ['乾坤', '后羿', '于谦', '台州', '云南', '里弄'])
      expect(foldName(text), text).toBe(foldName(foldName(text)))
    for (const text of ['后羿', '于谦', '台州', '云南', '里弄']) expect(foldName(text)).toBe(text)
  })

  test('folding twice changes nothing, for every character there is', () => {
    for (let unit = 1; unit < 65536; unit++)
      if (FOLD[unit] !== 0 && FOLD[FOLD[unit]!] !== FOLD[unit]) expect.fail(unit.toString(16))
  })

  test('on bytes it gives the same', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(foldOfBytes(text)).toBe(foldName(text))
      }),
      { numRuns: 500 },
    )
  })

  test('broken UTF-8 never reads past the cell', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.uint8Array({ maxLength: 8 }), (cell, after) => {
        const [alone, followed] = [createFolded(), createFolded()]
        foldBytes(cell, 0, cell.length, alone)
        foldBytes(Buffer.concat([cell, after]), 0, cell.length, followed)
        expect(foldedText(followed)).toBe(foldedText(alone))
      }),
    )
  })

  test('a text of a million characters is folded as far as names go', () => {
    expect(foldOfBytes('红'.repeat(1_000_000)).length).toBeLessThanOrEqual(4097)
  })
})

describe('notes on form', () => {
  test.each([
    ['上海ＡＢＣ(集团)', '上海ABC（集团）', ['full_width', 'brackets']],
    ['騰訊', '腾讯', ['traditional']],
    ['redbridge', 'REDBRIDGE', ['case']],
    ['红 桥', '红桥', ['whitespace']],
    ['红\u200b桥', '红桥', ['invisible']],
    ['红桥', '红桥', []],
    ['红 桥', '红 桥', []],
  ])('%j against %j: %j', (left, right, notes) => {
    expect(normalisationNotes(left, right)).toEqual(notes)
    expect(normalisationNotes(right, left)).toEqual(notes)
    const [a, b] = [Buffer.from(left), Buffer.from(right)]
    expect(notesOf(formNotes(a, 0, a.length, b, 0, b.length))).toEqual(notes)
  })

  test('with one text: what folding changes about it', () => {
    expect(normalisationNotes('騰訊（深圳） Ｔ')).toEqual(['full_width', 'traditional', 'whitespace', 'brackets'])
  })

  test('bytes and strings agree', () => {
    fc.assert(
      fc.property(name, (text) => {
        const [a, b] = [Buffer.from(text), Buffer.from(foldName(text))]
        expect(notesOf(formNotes(a, 0, a.length, b, 0, b.length))).toEqual(normalisationNotes(text))
      }),
    )
  })
})

test('names that say nothing', () => {
  for (const text of ['', '***', '*', '无', '無', '暂无', 'n/a', 'NULL', '--', '无字号名称'])
    expect(isPlaceholder(foldName(text)), text).toBe(true)
  for (const text of ['无锡红桥', 'N', '红', '*红*', '王无']) expect(isPlaceholder(foldName(text)), text).toBe(false)
})

describe('differences side by side', () => {
  test('one changed character is marked, the rest is the same', () => {
    expect(diffChars('北京红桥商贸', '北京虹桥商贸').reported).toEqual([
      { text: '北京', kind: 'same' },
      { text: '红', kind: 'changed' },
      { text: '桥商贸', kind: 'same' },
    ])
  })

  test('differences of form are marked as such', () => {
    expect(diffChars('騰訊 科技', '腾讯科技').reported).toEqual([
      { text: '騰訊 ', kind: 'form' },
      { text: '科技', kind: 'same' },
    ])
  })

  test('spans put together are the texts, and what is not changed folds alike', () => {
    const kept = (spans: readonly { text: string; kind: string }[]) =>
      foldName(
        spans
          .filter(({ kind }) => kind !== 'changed')
          .map(({ text }) => text)
          .join(''),
      )
    fc.assert(
      fc.property(name, name, (left, right) => {
        const { reported, registered } = diffChars(left, right)
        expect(reported.map(({ text }) => text).join('')).toBe(left)
        expect(registered.map(({ text }) => text).join('')).toBe(right)
        expect(kept(reported)).toBe(kept(registered))
        if (foldName(left) === foldName(right)) expect(kept(reported)).toBe(foldName(left))
      }),
    )
  })

  test('two texts of 10,000 characters are compared by start and end', () => {
    const { reported } = diffChars(`红${'甲'.repeat(10_000)}桥`, `红${'乙'.repeat(10_000)}桥`)
    expect(reported.map(({ kind }) => kind)).toEqual(['same', 'changed', 'same'])
  })
})
