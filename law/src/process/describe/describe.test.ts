import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROCESSES } from '../../processes/index.ts'
import { currentProcess } from '../look-up.ts'
import { describeProcess, describeProcesses } from './describe.ts'
import { mermaidOf } from './mermaid.ts'

const FOLDER = join(import.meta.dirname, '../../../../docs/processes')
const current = PROCESSES.filter((one) => currentProcess(one.kind) === one)

it.each(current.map((one) => [one.kind, one] as const))(
  'docs/processes/%s.md is what the definition says',
  async (kind, one) => {
    await expect(describeProcess(one)).toMatchFileSnapshot(join(FOLDER, `${kind}.md`))
  },
)

it('the index lists every kind, and no page is left over', async () => {
  await expect(describeProcesses(current)).toMatchFileSnapshot(join(FOLDER, 'README.md'))
  const pages = ['README.md', ...current.map((one) => `${one.kind}.md`)]
  expect(globSync('*', { cwd: FOLDER }).filter((name) => !pages.includes(name))).toEqual([])
})

it('diagrams show each state and move', () => {
  for (const definition of current) {
    const lines = mermaidOf(definition).split('\n')
    const moves = definition.transitions.reduce((sum, one) => sum + Math.max(1, one.from.length), 0)
    const outcomes = definition.states.filter((state) => state.outcome).length
    expect(lines.filter((line) => line.includes('-->'))).toHaveLength(moves + outcomes)
    expect(lines.filter((line) => line.startsWith('  state '))).toHaveLength(definition.states.length)
  }
})

it('every clock names its rule in words', () => {
  for (const definition of current)
    for (const { rule } of definition.clocks)
      expect(describeProcess(definition)).toMatch(new RegExp(`\`${rule}\`：\\d+`))
})
