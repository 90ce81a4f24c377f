import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { ERRORS, PERMISSIONS } from '@redbridge/contract'
import { parseSync, Visitor } from 'oxc-parser'
import { expect, test } from 'vitest'

// The shape of the code, held by a test: who may import whom, through which door, and how long anything may become.
// Biome sees single files and TypeScript 7 offers no programme to ask, so the sources are parsed here with oxc.

const ROOT = import.meta.dirname
const WORKSPACES = [
  'contract',
  'law',
  'ledger',
  'engine',
  'tabular',
  'client',
  'server',
  'web',
  'cli',
  'examples',
  'e2e',
  'bench',
] as const
type Workspace = (typeof WORKSPACES)[number]

/** Which of our workspaces a workspace may import. Contract knows nobody; the pure ones know the contract alone. */
const MAY_IMPORT: Record<Workspace, readonly Workspace[]> = {
  contract: [],
  law: ['contract'],
  ledger: ['contract'],
  engine: ['contract'],
  tabular: ['contract'],
  client: ['contract', 'ledger'],
  server: ['contract', 'law', 'ledger', 'engine', 'tabular'],
  web: ['contract', 'ledger'],
  cli: ['contract', 'ledger', 'engine', 'tabular'],
  // an outsider: it knows the public API through the client alone
  examples: ['contract', 'client'],
  e2e: ['contract', 'law', 'ledger', 'engine', 'tabular', 'web'],
  bench: ['contract', 'law', 'ledger', 'engine', 'tabular', 'server', 'client', 'examples'],
}
/** What tests may import besides: both sides of the exchange meet in the tests of the server. */
const TESTS_MAY_IMPORT: Partial<Record<Workspace, readonly Workspace[]>> = { server: ['client', 'examples'] }
/** Packages that are not named like their folder. */
const FOLDERS: Readonly<Record<string, Workspace>> = { 'example-platform': 'examples' }

/** What pure workspaces must not reach for. Threads are allowed: the engine computes on several. */
const NO_IO = /^(node:)?(fs|net|tls|http|https|http2|dgram|dns|child_process|cluster)(\/|$)/
const PURE: readonly Workspace[] = ['contract', 'law', 'ledger', 'engine']

/** Files over 400 lines, each with its reason. */
const LONG_FILES: Readonly<Record<string, string>> = {}
const FILE_LINES = 400
const FUNCTION_LINES = 60
/** Functions over 60 lines, as `file name`, each with its reason. */
const LONG_FUNCTIONS: Readonly<Record<string, string>> = {}

interface Source {
  readonly path: string
  readonly workspace: Workspace
  readonly text: string
  readonly isTest: boolean
}

const sources: Source[] = globSync(`{${WORKSPACES.join(',')}}/**/*.{ts,tsx}`, {
  cwd: ROOT,
  exclude: (path) => /(^|\/)(node_modules|dist)(\/|$)/.test(path),
}).map((path) => ({
  path,
  workspace: path.split('/')[0] as Workspace,
  text: readFileSync(join(ROOT, path), 'utf8'),
  isTest: /\.(test|fixture)\.tsx?$|(^|\/)testing(\/|\.ts$)/.test(path),
}))
const shipped = sources.filter((source) => !source.isTest)

/** Every module a text names: import, export … from, import(), and new URL('./x.ts', import.meta.url) of threads. */
const importsOf = (path: string, text: string): string[] => {
  const { module } = parseSync(path, text)
  const workers = [...text.matchAll(/new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g)].map(
    (match) => match[1] as string,
  )
  return [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map((one) => text.slice(one.moduleRequest.start + 1, one.moduleRequest.end - 1)),
    ...workers,
  ]
}

const targetOf = (path: string, specifier: string): string =>
  relative(ROOT, resolve(ROOT, dirname(path), specifier)).replaceAll('\\', '/')
const moduleOf = (path: string): string | undefined => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1]

/** What is wrong with the imports of one file. */
const faultsOf = ({ path, workspace, text, isTest }: Omit<Source, 'isTest'> & { isTest?: boolean }): string[] =>
  importsOf(path, text).flatMap((specifier) => {
    const say = (why: string): string => `${path} imports ${specifier}: ${why}`
    const named = /^@redbridge\/([^/]+)/.exec(specifier)?.[1] as Workspace | undefined
    const ours = named && (FOLDERS[named] ?? named)
    const allowed = [...MAY_IMPORT[workspace], ...(isTest ? (TESTS_MAY_IMPORT[workspace] ?? []) : [])]
    if (ours) return allowed.includes(ours) ? [] : [say(`${workspace} may not know ${ours}`)]
    if (!specifier.startsWith('.'))
      return PURE.includes(workspace) && !isTest && NO_IO.test(specifier) ? [say('no input or output here')] : []
    const target = targetOf(path, specifier)
    const [from, to] = [moduleOf(path), moduleOf(target)]
    if (target.split('/')[0] !== workspace) return [say('other workspaces are reached by their package name')]
    if (to && to !== from && !isTest && !target.endsWith(`modules/${to}/index.ts`))
      return [say(`the door of ${to} is index.ts`)]
    if (to && !isTest && path.startsWith('server/src/platform/')) return [say('the platform knows no module')]
    return []
  })

test('there is something to look at', () => {
  for (const workspace of WORKSPACES.filter((one) => one !== 'e2e'))
    expect(sources.filter((source) => source.workspace === workspace).length, workspace).toBeGreaterThan(2)
  for (const folder of globSync('server/src/modules/*/', { cwd: ROOT }))
    expect(existsSync(join(ROOT, folder, 'index.ts')), `${folder} has a door`).toBe(true)
})

test('workspaces and modules know each other only as the plan allows', () => {
  expect(sources.flatMap(faultsOf)).toEqual([])
})

test('the rules about imports catch what they are for', () => {
  const wrong: [path: string, text: string][] = [
    ['contract/src/x.ts', "import { a } from '@redbridge/law'"],
    ['law/src/x.ts', "export * from '@redbridge/engine/identity'"],
    ['engine/src/x.ts', "import { readFileSync } from 'node:fs'"],
    ['web/staff/src/x.tsx', "const a = await import('@redbridge/server/routes')"],
    ['web/staff/src/x.tsx', "import type { A } from '../../../server/src/routes.ts'"],
    ['server/src/modules/batches/x.ts', "import { list } from '../problems/problems.store.ts'"],
    ['server/src/routes.ts', "export { list } from './modules/problems/problems.store.ts'"],
    ['server/src/routes.ts', "import { createClient } from '@redbridge/client'"],
    ['examples/platform/src/x.ts', "import { openPlatform } from '@redbridge/server'"],
    ['server/src/platform/x.ts', "import { batchesRoutes } from '../modules/batches/index.ts'"],
    ['server/src/modules/batches/x.ts', "new Worker(new URL('../problems/thread.ts', import.meta.url))"],
  ]
  for (const [path, text] of wrong)
    expect(faultsOf({ path, workspace: path.split('/')[0] as Workspace, text }), `${path}: ${text}`).toHaveLength(1)
})

test('no module needs itself through others', () => {
  const needs = new Map<string, Set<string>>()
  for (const { path, text } of shipped) {
    const from = moduleOf(path)
    if (!from) continue
    const known = needs.get(from) ?? needs.set(from, new Set()).get(from)
    for (const specifier of importsOf(path, text).filter((one) => one.startsWith('.'))) {
      const to = moduleOf(targetOf(path, specifier))
      if (to && to !== from) known?.add(to)
    }
  }
  expect(findCycle(needs)).toEqual([])
  expect(
    findCycle(
      new Map([
        ['a', new Set(['b'])],
        ['b', new Set(['a'])],
      ]),
    ),
  ).toEqual(['a', 'b', 'a'])
})

test('files and functions stay short', () => {
  const longFiles = sources.filter(({ text }) => text.split('\n').length - 1 > FILE_LINES).map(({ path }) => path)
  expect(longFiles.sort()).toEqual(Object.keys(LONG_FILES).sort())
  expect(shipped.flatMap(longFunctionsOf).sort()).toEqual(Object.keys(LONG_FUNCTIONS).sort())
  const long = `export const f = () => {\n${'  go()\n'.repeat(60)}}\n`
  expect(longFunctionsOf({ path: 'x.ts', text: long })).toEqual(['x.ts f'])
})

/**
 * Functions longer than allowed, `file name`. Lines of functions within are theirs, so that a factory of short
 * functions is not long itself.
 */
function longFunctionsOf({ path, text }: { path: string; text: string }): string[] {
  const found: string[] = []
  const open: { name: string; within: number }[] = []
  const names = new Map<number, string>()
  const enter = (node: Fn): void => {
    open.push({ name: node.id?.name ?? names.get(node.start) ?? open.at(-1)?.name ?? 'default', within: 0 })
  }
  const leave = (node: Fn): void => {
    const { name, within } = open.pop() as { name: string; within: number }
    const lines = text.slice(node.start, node.end).split('\n').length
    if (lines - within > FUNCTION_LINES) found.push(`${path} ${name}`)
    const outer = open.at(-1)
    if (outer) outer.within += lines - 1
  }
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === 'Identifier' && init) names.set(init.start, id.name)
    },
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    'FunctionDeclaration:exit': leave,
    'FunctionExpression:exit': leave,
    'ArrowFunctionExpression:exit': leave,
  }).visit(parseSync(path, text).program)
  return found
}
interface Fn {
  readonly start: number
  readonly end: number
  readonly id?: { readonly name: string } | null
}

function findCycle(needs: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>()
  const walk = (name: string, way: readonly string[]): string[] => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name]
    if (done.has(name)) return []
    for (const next of needs.get(name) ?? []) {
      const cycle = walk(next, [...way, name])
      if (cycle.length) return cycle
    }
    done.add(name)
    return []
  }
  for (const name of needs.keys()) {
    const cycle = walk(name, [])
    if (cycle.length) return cycle
  }
  return []
}

/** Every quoted word in what the server ships. */
const wordsOfServer = (): Set<string> => {
  const words = new Set<string>()
  for (const { path, text } of shipped.filter((source) => source.workspace === 'server'))
    new Visitor({
      Literal: ({ value }) => {
        if (typeof value === 'string') words.add(value)
      },
    }).visit(parseSync(path, text).program)
  return words
}

test('every error code is thrown by something, every permission guards something', () => {
  const words = wordsOfServer()
  const unused = (names: object): string[] => Object.keys(names).filter((name) => !words.has(name))
  expect(unused(ERRORS), 'error codes').toEqual([])
  expect(unused(PERMISSIONS), 'permissions').toEqual([])
  expect(unused({ no_such_code: 1 })).toEqual(['no_such_code'])
})

test('screens take their words from word lists', () => {
  const strays = shipped
    .filter(({ path }) => path.startsWith('web/') && !/words\.tsx?$/.test(path))
    .flatMap(strayTexts)
    .filter((stray) => !STRAY_TEXTS.some((allowed) => stray.startsWith(allowed)))
  expect(strays).toEqual([])
  const text = "const a = <b>问题</b>; const c = t('问'); const d = `共`"
  expect(strayTexts({ path: 'x.tsx', text })).toEqual(['x.tsx 问题', 'x.tsx 问', 'x.tsx 共'])
})

/** Chinese outside word lists, where it is no word of a screen: the name, units of time, sample data, what a file may be headed. */
const STRAY_TEXTS = [
  'web/staff/src/shell/header.tsx 红桥',
  'web/staff/src/pages/sign-in/sign-in-page.tsx 红桥',
  'web/staff/src/lib/format.ts ',
  'web/staff/src/lib/failure.ts ',
  'web/staff/src/pages/platform/clients/examples.ts ',
]

function strayTexts({ path, text }: { path: string; text: string }): string[] {
  const found: string[] = []
  const look = (words: unknown): void => {
    if (typeof words === 'string' && /[㐀-鿿]/.test(words)) found.push(`${path} ${words.trim()}`)
  }
  new Visitor({
    Literal: ({ value }) => look(value),
    TemplateElement: ({ value }) => look(value.cooked),
    JSXText: ({ value }) => look(value),
  }).visit(parseSync(path, text).program)
  return found
}
