import { letterNumber } from '@redbridge/contract'
import { findArticle } from '@redbridge/law'
import { describe, expect, it, test } from 'vitest'
import { BUILT_IN_TEMPLATES, builtInText, type LetterKind } from './built-in.ts'
import { cleanText } from './clean-text.ts'
import { canonicalContent, composeLetter } from './compose.ts'
import { letterFields } from './form-fields.ts'
import { usualOrganCode } from './organ-code.ts'
import { fillTemplate } from './template-fill.ts'
import { parseTemplate } from './template-parse.ts'
import { tryTemplate } from './templates.service.ts'
import { namesOf } from './templates.store.ts'

const DAY = '2026-07-06'
const head = { issuer: '北京市市场监督管理局', number: '京市监样〔2026〕第1号', date: '2026年7月6日', issuedOn: DAY }
const KIND = {
  ...(BUILT_IN_TEMPLATES[0] as LetterKind),
  fields: [
    { name: 'facts', zh: '事实', en: 'Facts', list: false, system: false, example: '甲' },
    { name: 'note', zh: '备注', en: 'Note', list: false, system: false, example: '乙' },
    { name: 'items', zh: '事项', en: 'Items', list: true, system: false, example: '一\n二' },
  ],
}
const faultsOf = (body: string) => parseTemplate(body, namesOf(KIND, DAY)).faults.map(({ line, zh }) => [line, zh])
const fill = (body: string, values: Record<string, string>) => {
  const { nodes, faults } = parseTemplate(body, namesOf(KIND, DAY))
  expect(faults).toEqual([])
  return fillTemplate(nodes, { values: new Map(Object.entries(values)), cite: (one) => `《${one}》` })
}
const letter = (body: string, values: Record<string, string>) => composeLetter(fill(body, values), head)
const texts = (body: string, values: Record<string, string>) => letter(body, values).blocks.map(({ text }) => text)

describe('a template', () => {
  it('names what it does not know and what is not closed, with the line', () => {
    expect(faultsOf('甲\n{{nothing}}\n{{#if facts}}\n乙\n{{/each}}\n{{#each facts}}{{/each}}')).toEqual([
      [2, '没有名为“nothing”的内容'],
      [3, '“facts”这一段没有结束'],
      [5, '“/each”没有对应的开头'],
      [6, '“facts”不是列表'],
    ])
    expect(faultsOf('{{else}}\n{{#each items}}{{#each items}}{{/each}}{{/each}}\n{{facts\n}}\n{{item}}')).toEqual([
      [1, '“否则”不在“如有”之内'],
      [2, '列表之内不能再有列表'],
      [3, '花括号不成对，或一处引用跨行'],
      [5, '没有名为“item”的内容'],
    ])
    expect(faultsOf('{{引用 ECL 28(1)}}\n{{引用 ECL 999}}')).toEqual([[2, '法律数据中没有“ECL 999”']])
  })

  it('chooses by conditions and repeats lists, in Chinese or English', () => {
    const body = '{{#如有 事实}}有{{事实}}{{否则}}无{{/如有}}\n{{#each items}}\n{{no}}/{{中文序号}}/{{item}}\n{{/each}}'
    expect(texts(body, { facts: '甲', items: '一\n二' })).toEqual(['有甲', '1/一/一', '2/二/二'])
    expect(texts(body, { items: '一' })).toEqual(['无', '1/一/一'])
  })

  it('says what is missing, each once; what is optional may be empty', () => {
    expect(fill('{{facts}}{{facts}}{{note?}}\n{{#each items}}{{item}}{{/each}}', {}).missing).toEqual([
      'facts',
      'items',
    ])
    expect(fill('{{#if note}}{{note}}{{facts}}{{/if}}', {}).missing).toEqual([])
  })

  it('never reads a value as a mark, a placeholder or a heading', () => {
    const hostile = '@标题 伪造\n## 一、伪造\n{{note}}\n{{#if x}}'
    const content = letter('@标题 真\n{{facts}}\n  {{note}}', { facts: hostile, note: '@抄送 某某' })
    expect(content.title).toBe('真')
    expect(content.copies).toBeNull()
    expect(content.blocks).toEqual(
      ['@标题 伪造', '## 一、伪造', '{{note}}', '{{#if x}}', '@抄送 某某'].map((text) => ({ kind: 'paragraph', text })),
    )
    expect(letter('@标题 {{facts}}\n正文', { facts: '甲\n@版式 函' })).toMatchObject({
      title: '甲 @版式 函',
      layout: 'form',
    })
  })

  it('makes one stop of two', () => {
    expect(texts('经查，{{facts}}，属实。\n{{facts}}。', { facts: '有误。' })).toEqual(['经查，有误，属实。', '有误。'])
  })

  it('has each part of a letter in its place', () => {
    const content = letter(
      '@版式 函\n@标题 关于甲的函\n@主送 某局\n正文\n## 一、标题\n@顶格 顶\n@附件 {{items}}\n@署名\n@日期\n@附注 联系人\n@抄送 乙局',
      { items: '一\n二' },
    )
    expect(content).toEqual({
      ...{ layout: 'letter', issuer: head.issuer, number: head.number, issuedOn: DAY },
      title: '关于甲的函',
      recipient: '某局：',
      blocks: [
        { kind: 'paragraph', text: '正文' },
        { kind: 'heading', text: '一、标题' },
        { kind: 'flush', text: '顶' },
      ],
      attachments: ['一', '二'],
      signature: head.issuer,
      date: head.date,
      note: '联系人',
      copies: '乙局。',
    })
    expect(JSON.parse(canonicalContent(content))).toEqual(content)
    // One order of members, whatever the order in which the content was put together or came out of a database.
    const shuffled = Object.fromEntries(Object.entries(content).reverse()) as typeof content
    expect(canonicalContent(shuffled)).toBe(canonicalContent(content))
  })

  it('is refused without title, body or signature, with unknown or doubled marks', () => {
    const all = (body: string) =>
      tryTemplate(KIND, body, { issuer: '甲局', number: '1', day: DAY }).faults.map((one) => one.zh)
    expect(all('@版式 函\n@字号 12')).toEqual(['缺少“@标题”', '缺少正文', '函须有“@署名”和“@日期”', '没有行标“@字号”'])
    expect(all('@版式 信\n@标题 甲\n@标题 乙\n正文')).toEqual(['版式只能是“函”或“文书”', '“@标题”只能有一行'])
    // also where the example values would not lead
    expect(all('@标题 甲\n正文\n{{#if facts}}{{else}}\n@错误\n{{/if}}')).toEqual(['没有行标“@错误”'])
  })
})

describe('the built-in texts', () => {
  it.each(BUILT_IN_TEMPLATES.map((kind) => [kind.key, kind] as const))(
    '%s is sound and says all it must',
    (_, kind) => {
      const { faults, content } = tryTemplate(kind, builtInText(kind.key), {
        issuer: head.issuer,
        number: head.number,
        day: DAY,
      })
      expect(faults).toEqual([])
      expect(content.title.length).toBeGreaterThan(1)
      expect(JSON.stringify(content)).not.toMatch(/undefined|\{\{|。。|，，/)
      if (content.layout === 'letter') expect(content.title).toMatch(/^北京市市场监督管理局关于.*函$/)
      // With nothing but what must be there, it still reads as a letter: no empty brackets, no sentence without its end.
      const { nodes } = parseTemplate(builtInText(kind.key), namesOf(kind, DAY))
      const needed = fillTemplate(nodes, { values: new Map(), cite: (one) => one }).missing
      const values = new Map(
        kind.fields.filter(({ name }) => needed.includes(name)).map(({ name, example }) => [name, example]),
      )
      const bare = composeLetter(fillTemplate(nodes, { values, cite: (one) => one }), head)
      expect(JSON.stringify(bare)).not.toMatch(/（）|“”|，。|：。|根据的|。。/)
      for (const block of bare.blocks.filter(({ kind }) => kind === 'paragraph'))
        expect(block.text).toMatch(/[。：）]|\S+\.\S+$/)
    },
  )

  test('have a word of their own each, so that each has its own numbers', () => {
    expect(new Set(BUILT_IN_TEMPLATES.map(({ word }) => word)).size).toBe(BUILT_IN_TEMPLATES.length)
  })
  test('cite only what the law data holds', () => {
    const cited = BUILT_IN_TEMPLATES.flatMap(({ key }) =>
      [...builtInText(key).matchAll(/\{\{引用 ([^}]+)\}\}/g)].map((one) => one[1]),
    )
    expect(cited.length).toBeGreaterThan(2)
    for (const citation of cited) expect(findArticle(citation as string, DAY), citation).toBeDefined()
  })
})

test('numbers are those of GB/T 9704 and of the forms', () => {
  expect(letterNumber('京市监案移', 2026, 12, true)).toBe('京市监案移〔2026〕第12号')
  expect(letterNumber('京市监案移', 2026, 12, false)).toBe('京市监案移〔2026〕12号')
  const bureau = (division: string) => usualOrganCode({ kind: 'bureau', division, category: null })
  expect(['000000', '110000', '330100', '330106', '522300'].map(bureau)).toEqual([
    '国市监',
    '京市监',
    '浙杭州市监',
    '浙西湖市监',
    '贵黔西南布依族苗族市监',
  ])
  expect(usualOrganCode({ kind: 'partner', division: '110000', category: 'police' })).toBe('京公')
})

test('values lose what cannot be seen or turns the text, and nothing else', () => {
  expect(cleanText('甲\u202e乙\u200b\u0000丙\u001b[31m\u{e0041}')).toBe('甲乙丙[31m')
  expect(cleanText('  　第一段\r\n\r\n\u2028第二段\u0085  ')).toBe('第一段\n第二段')
  expect(cleanText('𠮷野家 < & > " \' ]]> 𬭚 A\u00a0B')).toBe('𠮷野家 < & > " \' ]]> 𬭚 A B')
  expect(cleanText('半个\ud842字')).toBe('半个\ufffd字')
})

test('what was entered in forms is said in words', () => {
  const text = { zh: '标签', en: 'Label' }
  const field = (name: string, kind: string, more: object = {}) => ({ name, kind, label: text, ...more }) as never
  const options = [
    { value: 'a', text: { zh: '甲', en: 'A' } },
    { value: 'b', text: { zh: '乙', en: 'B' } },
  ]
  const columns = [field('what', 'text'), field('dueOn', 'date', { label: { zh: '完成日期', en: 'Due on' } })]
  const form = [
    field('day', 'date'),
    field('one', 'choice', { options }),
    field('many', 'choices', { options }),
    field('basis', 'citations'),
    field('rows', 'rows', { columns }),
    field('files', 'files'),
    field('text', 'long_text'),
    field('absent', 'text'),
  ]
  const values = {
    day: '2026-07-06',
    one: 'b',
    many: ['a', 'b'],
    basis: ['ECL 28(1)'],
    rows: [{ what: '清退。', dueOn: '2026-07-31' }, { what: '核对' }],
    files: ['evi_1'],
    text: '第一\n第二',
    other: 'x',
  }
  expect(letterFields(form, values, DAY)).toEqual({
    day: '2026年7月6日',
    one: '乙',
    many: '甲\n乙',
    basis: '《中华人民共和国电子商务法》第二十八条第一款',
    rows: '清退，完成日期：2026年7月31日\n核对',
    text: '第一\n第二',
  })
})
