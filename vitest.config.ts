import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** These take minutes: they begin first, so that two workers end together. */
const LONG = ['e2e/screens', 'testing/exchange-faults', 'testing/kill-nine', 'delivery/dispatcher', 'monitor/monitor']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((one) => moduleId.includes(one))
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

// Three kinds of tests: pure ones, those on real databases (started once for the run, cloned per file),
// and journeys in a browser, which come last.
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{contract,law,ledger,engine,tabular,client,examples,cli,web,scripts,docs,bench}/**/*.test.{ts,tsx,mjs}',
            '*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['server/src/platform/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['e2e/support/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          // two journeys at a time: a browser waits more than it works
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
