import { inflateRawSync } from 'node:zlib'
import type { LetterContent } from '@redbridge/contract'
import fc from 'fast-check'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it, test } from 'vitest'
import { BUILT_IN_TEMPLATES, builtInText } from './built-in.ts'
import { cleanText } from './clean-text.ts'
import { renderDocx } from './docx.ts'
import { missingCharacters, printable } from './font-coverage.ts'
import { mm, PAGE } from './geometry.ts'
import { renderPdf } from './pdf.ts'
import { sameTimes } from './same-times.ts'
import { tryTemplate } from './templates.service.ts'

const ISSUED = { isVoid: false }
const LONG =
  '为了保护消费者的合法权益，维护公平竞争的市场秩序，促进数字经济健康发展（详见附件），现将有关情况函告如下：'
const content = (more: Partial<LetterContent> = {}): LetterContent => ({
  layout: 'letter',
  issuer: '北京市市场监督管理局',
  number: '京市监案移〔2026〕第12号',
  title: '北京市市场监督管理局关于移送某某商贸有限公司涉嫌违法案件线索的函',
  recipient: '浙江省市场监督管理局：',
  blocks: [
    { kind: 'paragraph', text: LONG },
    { kind: 'heading', text: '一、基本情况' },
    {
      kind: 'paragraph',
      text: '2026年6月18日，当事人（统一社会信用代码：91350100M000100Y43）在“某某旗舰店”销售商品。',
    },
  ],
  attachments: ['网页截图', '涉案商品清单'],
  signature: '北京市市场监督管理局',
  date: '2026年7月6日',
  note: '联系人：李明，联系电话：010-12345678',
  copies: '某某市公安局。',
  issuedOn: '2026-07-06',
  ...more,
})
const paragraphs = (n: number, text = LONG): LetterContent['blocks'] =>
  Array.from({ length: n }, () => ({ kind: 'paragraph' as const, text }))

interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
}
/** Pages of a PDF as lines from top to bottom, each with its pieces from left to right, as a reader of the file sees them. */
const read = async (pdf: Buffer) => {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, i) => {
      const { items } = await (await document.getPage(i + 1)).getTextContent()
      const pieces = items.flatMap((item): Piece[] =>
        'str' in item && item.str !== ''
          ? [{ text: item.str, x: item.transform[4], y: item.transform[5], width: item.width }]
          : [],
      )
      const lines = [...Map.groupBy(pieces, (piece) => Math.round(piece.y)).entries()].sort(([a], [b]) => b - a)
      return lines.map(([, all]) => {
        const sorted = all.sort((a, b) => a.x - b.x)
        return {
          text: sorted
            .map((one) => one.text)
            .join('')
            .trim(),
          pieces: sorted,
        }
      })
    }),
  )
  const { info } = (await document.getMetadata()) as { info: Record<string, string> }
  return {
    pages,
    info,
    text: pages
      .flat()
      .map((line) => line.text)
      .join('\n'),
  }
}
type Pages = Awaited<ReturnType<typeof read>>['pages']
/** Text without white space and page numbers. */
const bare = (text: string): string => text.replace(/^— \d+ —$/gm, '').replace(/\s/g, '')

const LEFT = PAGE.left
const RIGHT = PAGE.left + PAGE.bodyWidth
/** Lines of the body: without the red heading, the page numbers and what stands below the type area. */
const bodyOf = (pages: Pages) =>
  pages.flat().filter(({ pieces }) => {
    const y = PAGE.height - (pieces[0] as Piece).y
    return y < PAGE.top + PAGE.bodyHeight && y > mm(50)
  })
const outside = (pages: Pages): string[] =>
  pages.flat().flatMap(({ pieces }) =>
    pieces
      // A character's own side bearing and the spacing set after the last one are not ink.
      .filter((one) => one.text.trim() !== '' && (one.x < LEFT - 0.1 || one.x + one.width > RIGHT + 2))
      .map((one) => one.text),
  )
const NOT_FIRST = /^[，。、；：？！）》」』】〕”’…%]/

describe('PDF', () => {
  it('has every part in its order, on A4, with the number and nothing of another day', async () => {
    const { pages, info, text } = await read(await renderPdf(content(), ISSUED))
    const lines = pages.flat().map((line) => line.text)
    expect(lines.slice(0, 2)).toEqual(['北京市市场监督管理局', '京市监案移〔2026〕第12号'])
    const order = [
      '函告如下：',
      '一、基本情况',
      '附件：1.网页截图',
      '2.涉案商品清单',
      '2026年7月6日',
      '（联系人：',
      '抄送：某某市公安局。',
    ]
    const places = order.map((one) => bare(text).indexOf(one))
    expect(
      places.every((one) => one >= 0),
      JSON.stringify(places),
    ).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(info).toMatchObject({ CreationDate: 'D:20260705160000Z', ModDate: 'D:20260705160000Z' })
    expect(info.Title).toContain('京市监案移〔2026〕第12号')
  })

  it.each(BUILT_IN_TEMPLATES.map((kind) => [kind.key, kind] as const))(
    '%s: every character is there, inside the margins, by the rules of lines',
    async (_, kind) => {
      const head = { issuer: '北京市市场监督管理局', number: '京市监样〔2026〕第1号', day: '2026-07-06' }
      const { content: letter } = tryTemplate(kind, builtInText(kind.key), head)
      const { pages, text } = await read(await renderPdf(letter, ISSUED))
      for (const block of letter.blocks) expect(bare(text)).toContain(bare(block.text))
      for (const one of [letter.title, letter.recipient ?? '', letter.date ?? '']) expect(bare(text)).toContain(one)
      expect(text).not.toContain('〓')
      expect(outside(pages)).toEqual([])
      expect(
        bodyOf(pages)
          .filter(({ text }) => NOT_FIRST.test(text))
          .map(({ text }) => text),
      ).toEqual([])
    },
  )

  it('sets 22 lines of 28 characters a page, numbers pages at the outer side, but not the first of a letter', async () => {
    const blocks = paragraphs(1, '字'.repeat(28 * 60))
    const { pages } = await read(await renderPdf(content({ layout: 'form', blocks }), ISSUED))
    const full = pages[1] as Pages[number]
    expect(full.slice(0, 22).map((line) => line.text)).toEqual(Array.from({ length: 22 }, () => '字'.repeat(28)))
    expect(full.length).toBe(23)
    const numbers = pages.map((page) => page.find((line) => /^— \d+ —$/.test(line.text)))
    expect(numbers.map((one) => one?.text)).toEqual(pages.map((_, i) => `— ${i + 1} —`))
    expect(numbers[0]?.pieces[0]?.x).toBeGreaterThan(PAGE.width / 2)
    expect(numbers[1]?.pieces[0]?.x).toBeLessThan(PAGE.width / 2)
    const letter = await read(await renderPdf(content({ blocks }), ISSUED))
    expect(letter.pages[0]?.some((line) => line.text.startsWith('—'))).toBe(false)
    expect(letter.pages[1]?.some((line) => line.text === '— 2 —')).toBe(true)
  })

  it('never leaves the signature alone on a page, however long the body is', async () => {
    for (let lines = 1; lines <= 50; lines++) {
      const letter = content({
        blocks: paragraphs(1, '字'.repeat(28 * lines - 2)),
        attachments: lines % 2 ? [] : ['清单'],
      })
      const { pages } = await read(await renderPdf(letter, ISSUED))
      const signed = pages.findIndex((page) => page.some((line) => line.text === '2026年7月6日'))
      const body = (pages[signed] as Pages[number]).filter((line) => /^字+$/.test(line.text))
      expect(body.length, `${lines} lines`).toBeGreaterThanOrEqual(Math.min(lines, 2))
      expect(pages.length, `${lines} lines`).toBe(signed + 1)
      // The copies stand at the foot of the last page, below everything.
      expect(pages.at(-1)?.findLast((line) => !line.text.startsWith('—'))?.text).toBe('抄送：某某市公安局。')
    }
  })

  it('centres the bureau over the date, four characters from the right, and stays on the page with the longest of names', async () => {
    for (const signature of [
      '北京市市场监督管理局',
      '黔西南布依族苗族自治州某某自治县市场监督管理局网络交易监督管理分局',
    ]) {
      const { pages } = await read(await renderPdf(content({ signature, copies: null }), ISSUED))
      const lines = pages.flat()
      const date = lines.findLastIndex((line) => line.text === '2026年7月6日')
      const above = (n: number) => lines[date - n]?.pieces as Piece[]
      const signed = [2, 1].map((n) => lines[date - n]?.text ?? '')
      expect(signed.join('').endsWith(signature)).toBe(true)
      const middle = (all: Piece[]) => ((all[0] as Piece).x + (all.at(-1) as Piece).x + (all.at(-1) as Piece).width) / 2
      expect(Math.abs(middle(above(1)) - middle(above(0)))).toBeLessThan(1)
      if (signature.length < 20)
        expect(RIGHT - (above(0).at(-1) as Piece).x - (above(0).at(-1) as Piece).width).toBeCloseTo(4 * 15.8, -1)
      expect(outside(pages)).toEqual([])
    }
  })

  it('says what a character is not there for, and loses none without a sign', async () => {
    const blocks: LetterContent['blocks'] = [{ kind: 'paragraph', text: '当事人𠮷田𬭚销售😀商品，住所：𰻝街۝。' }]
    const letter = content({ blocks })
    expect(missingCharacters(letter).map((one) => [one.character, one.code])).toEqual([
      ['𠮷', 'U+20BB7'],
      ['😀', 'U+1F600'],
      ['𰻝', 'U+30EDD'],
      ['۝', 'U+06DD'],
    ])
    const { text } = await read(await renderPdf(letter, ISSUED))
    expect(bare(text)).toContain('当事人〓田𬭚销售〓商品，住所：〓街〓。')
    expect(missingCharacters(content())).toEqual([])
  })

  it('takes whatever text comes: nothing fails, nothing leaves the page', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '。'.repeat(60),
        'a'.repeat(400),
        '《'.repeat(40),
        '\u202e反\u0000',
        '<w:t>&amp;]]>',
        '　　',
        '——……',
        '某'.repeat(500),
      ),
    )
    const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => cleanText(all.join('')) || '某')
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        const hostile = content({
          issuer: a,
          title: b,
          recipient: a,
          blocks: [
            { kind: 'paragraph', text: b },
            { kind: 'flush', text: a },
            { kind: 'sign', text: '某' },
          ],
          attachments: [a, b],
          note: b,
          signature: a,
          copies: a,
        })
        const { pages, text: all } = await read(await renderPdf(hostile, ISSUED))
        expect(
          outside(pages.map((page) => page.filter(({ text }) => !bare(printable(a)).startsWith(bare(text))))),
        ).toEqual([])
        expect(bare(all).length).toBeGreaterThan(bare(printable(b)).length)
        wellFormed(await renderDocx(hostile, ISSUED))
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})

const entriesOf = (zip: Buffer): Map<string, string> => {
  const entries = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  for (let at = zip.readUInt32LE(end + 16), i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const [size, nameLength, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + size)
    const text = (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8')
    entries.set(zip.toString('utf8', at + 46, at + 46 + nameLength), text)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}
/** Every element is closed by its own end, and no character stands in it that XML 1.0 forbids. */
const wellFormed = (docx: Buffer): Map<string, string> => {
  const entries = entriesOf(docx)
  for (const [name, xml] of entries) {
    const open: string[] = []
    // Characters that XML 1.0 forbids.
    expect(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml), name).toBe(false)
    expect(xml.replace(/<[^<>]*>/g, '').replace(/&(amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);/g, ''), name).not.toMatch(
      /[<>&]/,
    )
    for (const [, slash, tag, empty] of xml.matchAll(/<(\/?)([A-Za-z][\w:]*)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (slash) expect(open.pop(), name).toBe(tag)
      else if (!empty) open.push(tag as string)
    }
    expect(open, name).toEqual([])
  }
  return entries
}
const linesOf = (xml: string): string[] =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([p]) =>
    [...p.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>|<w:tab\/>/gs)].map((one) => one[1] ?? '\t').join(''),
  )

describe('DOCX', () => {
  it('has the paragraphs, faces and measures of the standard', async () => {
    const entries = wellFormed(await renderDocx(content(), ISSUED))
    const document = entries.get('word/document.xml') as string
    expect(linesOf(document).filter(Boolean)).toEqual([
      '北京市市场监督管理局关于移送某某',
      '商贸有限公司涉嫌违法案件线索的函',
      '浙江省市场监督管理局：',
      LONG,
      '一、基本情况',
      content().blocks[2]?.text,
      '附件：1.\t网页截图',
      '2.\t涉案商品清单',
      '北京市市场监督管理局',
      '2026年7月6日',
      '（联系人：李明，联系电话：010-12345678）',
      '抄送：某某市公安局。',
    ])
    for (const face of ['仿宋_GB2312', '黑体', '方正小标宋简体']) expect(document).toContain(`w:eastAsia="${face}"`)
    // twips: 210 × 297 mm, 37 mm above, 28 mm at the binding edge
    expect(document).toContain('<w:pgSz w:w="11906" w:h="16838"')
    expect(document).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    expect(document).toContain('w:line="579" w:lineRule="exact"')
    expect(document).toContain('w:firstLineChars="200"')
    const heads = [...entries].filter(([name]) => name.startsWith('word/header')).flatMap(([, xml]) => linesOf(xml))
    expect(heads.filter(Boolean)).toEqual(['北京市市场监督管理局', '京市监案移〔2026〕第12号'])
    expect(entries.get('word/fontTable.xml')).toContain('<w:altName w:val="FangSong"/>')
  })

  it('keeps characters that the PDF cannot show, and text as text', async () => {
    const blocks: LetterContent['blocks'] = [{ kind: 'paragraph', text: '𠮷 <w:p/> & "甲"' }]
    const document = wellFormed(await renderDocx(content({ blocks }), ISSUED)).get('word/document.xml') as string
    expect(document).toContain('𠮷 &lt;w:p/&gt; &amp; ')
  })

  it('of a form has its name in the text and lines to sign on', async () => {
    const blocks: LetterContent['blocks'] = [
      { kind: 'paragraph', text: '正文。' },
      { kind: 'sign', text: '记录人' },
    ]
    const form = content({ layout: 'form', title: '行政约谈记录', blocks, signature: null, date: null, note: null })
    const lines = linesOf(wellFormed(await renderDocx(form, ISSUED)).get('word/document.xml') as string)
    expect(lines.slice(0, 3)).toEqual(['北京市市场监督管理局', '行政约谈记录', '京市监案移〔2026〕第12号'])
    expect(lines.some((line) => line.startsWith('记录人（签字）：'))).toBe(true)
  })
})

test('a void letter says so on every page of either file', async () => {
  const long = content({ blocks: paragraphs(40) })
  const { pages } = await read(await renderPdf(long, { isVoid: true }))
  expect(pages.length).toBeGreaterThan(2)
  for (const page of pages) expect(page.some((line) => bare(line.text) === '作废')).toBe(true)
  expect((await read(await renderPdf(long, ISSUED))).text).not.toContain('废')
  const headers = (docx: Buffer) =>
    [...entriesOf(docx)].filter(([name, xml]) => name.startsWith('word/header') && xml.includes('作　废'))
  expect(headers(await renderDocx(long, { isVoid: true }))).toHaveLength(3)
  expect(headers(await renderDocx(long, ISSUED))).toHaveLength(0)
})

test('the same letter is the same bytes, another day is not', async () => {
  for (const render of [renderPdf, renderDocx]) {
    const first = await render(content(), ISSUED)
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect((await render(content(), ISSUED)).equals(first)).toBe(true)
    expect((await render(content({ issuedOn: '2026-07-07' }), ISSUED)).equals(first)).toBe(false)
  }
  expect(() => sameTimes(Buffer.from('no zip'))).toThrow('Not a zip')
}, 20_000)
