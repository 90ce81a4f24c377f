import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { looksLikeIdNumber } from './id-number.ts'
import * as identity from './index.ts'
import { STATUS } from './index-format.ts'
import { statusOf } from './register-words.ts'
import { normaliseCode } from './uscc.ts'

// Every `@example call // value` on one line is run. Examples that span lines stand for whole programs: see the tests.
const KNOWN: Readonly<Record<string, unknown>> = { ...identity, looksLikeIdNumber, STATUS, statusOf, normaliseCode }
const builder = identity.createRegisterIndexBuilder({ asOf: '2025-06-30' })
builder.add(Buffer.from('91310106746163113B,上海争翔贸易有限公司\n'), {
  kind: 'register',
  mapping: { uscc: 0, name: 1 },
  columns: 2,
})
const SCOPE = { ...KNOWN, index: builder.build() }

const examples = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/@example (\S.*?\)(?:\.\w+)?) \/\/ (.+)/g)].map(
      ([, call, value]) => [file, call!, value!] as const,
    ),
  )

const evaluate = (source: string): unknown =>
  new Function(...Object.keys(SCOPE), `return (${source})`)(...Object.values(SCOPE))

test('there are examples to run', () => {
  expect(examples.length).toBeGreaterThan(9)
})

test.each(examples)('%s: %s // %s', (_, call, value) => {
  const open = value.endsWith(',…]')
  const found = evaluate(call)
  const wanted = evaluate(open ? value.replace(',…]', ']') : value.replace(/\s+\*\/$/, ''))
  expect(open ? (found as unknown[]).slice(0, (wanted as unknown[]).length) : found).toEqual(wanted)
})
