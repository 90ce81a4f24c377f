import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import * as contract from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import manifest from './package.json' with { type: 'json' }

// What the documents claim and a program can check, is checked: of contributor guides that nobody checks, most become false.

const ROOT = import.meta.dirname
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const documents = globSync('{*.md,docs/**/*.md}', { cwd: ROOT }).map((path) => ({ path, text: read(path) }))
const docOf = (path: string): string => documents.find((one) => one.path === path)?.text ?? ''

/** Code blocks and inline code hold commands and paths, not links. */
const prose = (text: string): string => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')
const codes = (text: string): string[] => [
  ...[...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string),
]
const blocks = (text: string): string =>
  [...text.matchAll(/```\w*\n([\s\S]*?)```/g)].map((match) => match[1]).join('\n')

/** The anchor a heading gets on the usual code hosts. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
const anchorsOf = (path: string): string[] =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] as string))

const brokenLinks = (path: string, text: string): string[] =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
    if (!link || /^https?:|^mailto:/.test(link)) return []
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? path : normalize(join(dirname(path), file))
    if (!existsSync(join(ROOT, target))) return [`${path}: ${link}`]
    return anchor && !anchorsOf(target).includes(anchor) ? [`${path}: ${link}`] : []
  })

const TOP = [...manifest.workspaces, 'scripts', 'docs'].join('|')
const PATH = new RegExp(`^(${TOP})/[\\w./-]+$`)
const missingPaths = (path: string, text: string): string[] =>
  codes(text)
    .filter((code) => PATH.test(code) && !existsSync(join(ROOT, code)))
    .map((code) => `${path}: ${code}`)

describe('documents', () => {
  it('are there', () => {
    for (const path of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'GLOSSARY.md', 'SECURITY.md'])
      expect(docOf(path).length, path).toBeGreaterThan(1000)
    expect(documents.filter(({ path }) => path.startsWith('docs/guides/'))).toHaveLength(8)
  })

  it('link to what exists, headings included', () => {
    expect(documents.flatMap(({ path, text }) => brokenLinks(path, text))).toEqual([])
    expect(
      brokenLinks('README.md', '[a](nowhere.md) [b](ARCHITECTURE.md#no-such) [c](ARCHITECTURE.md#access)'),
    ).toEqual(['README.md: nowhere.md', 'README.md: ARCHITECTURE.md#no-such'])
  })

  it('name files that exist', () => {
    expect(documents.flatMap(({ path, text }) => missingPaths(path, text))).toEqual([])
    expect(missingPaths('x', 'see `server/src/nothing.ts` and `server/src/main.ts`')).toEqual([
      'x: server/src/nothing.ts',
    ])
    expect(docOf('CONTRIBUTING.md').match(/^\| .+ \| `[\w./-]+` \|/gm)?.length).toBeGreaterThan(20)
  })

  it('name commands that exist', () => {
    const scripts = Object.keys(manifest.scripts)
    const cli = read('cli/src/main.ts')
    for (const { path, text } of documents) {
      for (const [, run] of text.matchAll(/\bnpm run (?:--\S+ )*([\w-]+)/g)) expect(scripts, path).toContain(run)
      for (const [, bench] of blocks(text).matchAll(/\bnpm run bench ([\w-]+)/g))
        expect(existsSync(join(ROOT, `bench/${bench}.ts`)), `${path}: bench ${bench}`).toBe(true)
      for (const [, command] of text.matchAll(/\bredbridge -- ([a-z]+)/g)) expect(cli, path).toContain(`'${command}'`)
    }
  })

  it('name switches and variables that exist', () => {
    const server = ['server/src/config.ts', 'server/src/main.ts', 'server/src/modules/accounts/config.ts']
      .map(read)
      .join()
    const cli = read('cli/src/args.ts')
    for (const { path, text } of documents.filter((one) => !one.path.startsWith('docs/decisions/'))) {
      for (const [, flag] of text.matchAll(/npm start -- .*?--([a-z-]+)/g))
        expect(server, path).toMatch(new RegExp(`'?${flag}'?:`))
      for (const [, flag] of text.matchAll(/redbridge -- reconcile .*?--([a-z-]+)/g)) expect(cli, path).toContain(flag)
      for (const name of [...codes(text), ...blocks(text).split(/[\s=]/)].filter((one) =>
        /^[A-Z][A-Z0-9]+_[A-Z0-9_]+$/.test(one),
      ))
        if (!/^(CLIENT|LONG)_/.test(name)) expect(server, `${path}: ${name}`).toContain(name)
    }
  })

  it('name addresses of the API that exist', () => {
    const { paths } = JSON.parse(read('openapi.json')) as { paths: Record<string, object> }
    const known = Object.keys(paths).map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`))
    let seen = 0
    for (const { path, text } of documents)
      for (const [, address] of text.matchAll(/(?<!\/src)(\/(?:api|oauth)\/[\w/:.$…-]+)/g)) {
        seen++
        const plain = (address as string).replace(/[.…]+$/, '')
        expect(
          known.some((one) => one.test(plain)),
          `${path}: ${address}`,
        ).toBe(true)
      }
    expect(seen).toBeGreaterThan(20)
  })

  it('name error codes that exist', () => {
    for (const guide of ['integrator', 'platform-adapter'])
      for (const [, status, code] of docOf(`docs/guides/${guide}.md`).matchAll(/\| (\d{3}) `(\w+)`/g))
        expect(contract.ERRORS[code as contract.ErrorCode]?.status, code).toBe(Number(status))
  })
})

describe('lists in documents', () => {
  it('of modules and workspaces are whole', () => {
    const modules = globSync('server/src/modules/*/', { cwd: ROOT }).map((path) => path.split('/')[3])
    const list = /^Modules: (.+)$/m.exec(docOf('ARCHITECTURE.md'))?.[1] ?? ''
    expect([...list.matchAll(/`(\w+)`/g)].map((match) => match[1]).sort()).toEqual(modules.sort())
    const tree = blocks(docOf('README.md'))
    for (const workspace of manifest.workspaces) expect(tree).toContain(`${workspace}/`)
  })

  it('of demonstration logins are those of the demonstration', () => {
    const source = read('server/src/modules/demo/logins.ts')
    const real = [...source.matchAll(/login: '([\w-]+)'/g)].map((match) => match[1])
    const told = [...docOf('README.md').matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1])
    expect(told).toEqual(real)
    const password = /PASSWORD = '([^']+)'/.exec(source)?.[1] ?? '-'
    expect(docOf('README.md')).toContain(password)
  })

  it('of decisions have every record under its number', () => {
    const files = globSync('docs/decisions/[0-9]*.md', { cwd: ROOT })
      .map((path) => path.split('/').at(-1) as string)
      .sort()
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, i) => i + 1))
    for (const file of files) {
      const text = docOf(`docs/decisions/${file}`)
      expect(text, file).toMatch(new RegExp(`^# ${file.slice(0, 4)} \\S`))
      expect(text.split('\n').length, `${file} is short`).toBeLessThan(60)
    }
    const index = [...docOf('docs/decisions/README.md').matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map((match) => match[1])
    expect(index).toEqual(files)
  })

  it('of open-ended things stay short: a README is read in five minutes', () => {
    expect(docOf('README.md').split('\n').length).toBeLessThan(130)
    expect(docOf('ARCHITECTURE.md').split('\n').length).toBeLessThan(110)
  })
})

describe('the glossary', () => {
  interface Term {
    readonly zh: readonly string[]
    readonly en: string
    readonly avoid: readonly string[]
  }
  const terms: Term[] = docOf('GLOSSARY.md')
    .split('\n')
    .filter((line) => /^\| .*[㐀-鿿]/.test(line) && !line.startsWith('| 中文'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, zh = '', en = '', , , avoid = '']) => ({
      zh: zh.split('、'),
      en,
      avoid: avoid.split(', ').filter((word) => word !== '' && !word.includes('(')),
    }))
  /** What people read: the contract's texts, the words of the screens and of the command line. */
  const spoken = [
    ...globSync(['contract/src/**/*.ts', 'web/staff/src/**/*words.ts', 'law/src/**/*.ts'], { cwd: ROOT }),
    'cli/src/help.ts',
  ]
    .map(read)
    .join('\n')
  const glossary = docOf('GLOSSARY.md')

  it('explains words that are in use', () => {
    expect(terms.length).toBeGreaterThan(50)
    // A word of the machine room that no screen speaks.
    const unspoken = ['数据分块']
    const unused = terms.flatMap((term) => term.zh.filter((word) => !spoken.includes(word.replace(/^已/, ''))))
    expect(unused.sort()).toEqual(unspoken.sort())
  })

  it('has every kind of problem, answer and state of a problem', () => {
    const { PROBLEM_KIND_TEXT, ANSWER_TEXT, PROBLEM_STATE_TEXT } = contract
    for (const { zh, en } of [...Object.values(PROBLEM_KIND_TEXT), ...Object.values(ANSWER_TEXT)]) {
      const term = terms.find((one) => one.zh.includes(zh))
      expect(term, zh).toBeDefined()
      expect(term?.en.toLowerCase(), zh).toContain(en.toLowerCase())
    }
    for (const { zh } of Object.values(PROBLEM_STATE_TEXT)) expect(glossary, zh).toContain(zh.replace(/^(平台)?已/, ''))
  })

  it('says each word once, and none that it tells others to avoid', () => {
    const words = terms.flatMap((term) => term.zh)
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
    for (const { en, avoid } of terms) expect(avoid, en).not.toContain(en)
  })
})
