import { TABULAR_ERROR_TEXT } from '../../errors.ts'
import { TABULAR_WARNING_TEXT } from '../../rows.ts'
import type { HostileAnswer } from './case.ts'
import { HOSTILE_GROUPS } from './index.ts'

const shown = ({ error, convertError, warnings }: HostileAnswer): string => {
  const code = error ?? convertError
  if (code) return `\`${code}\` ${TABULAR_ERROR_TEXT[code].zh}`
  return (warnings ?? []).map((warning) => `\`${warning}\` ${TABULAR_WARNING_TEXT[warning].zh}`).join('; ')
}

/** docs/hostile-inputs.md, from the same table as the test. */
export const hostileInputsDocument = (): string => {
  const total = HOSTILE_GROUPS.reduce((sum, { cases }) => sum + cases.length, 0)
  const tables = HOSTILE_GROUPS.map(
    ({ title, cases }) =>
      `## ${title}\n\n| Case | What is sent | Answer | Code and words |\n|---|---|---|---|\n${cases
        .map(
          ({ name, what, answer, expect }) =>
            `| ${[`\`${name}\``, what, answer, shown(expect)].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
        )
        .join('\n')}\n`,
  )
  return `# Hostile and broken inputs

What \`@redbridge/tabular\` answers to ${total} files that are not what a report should be. Each is built and sent by
\`tabular/src/hostile-inputs.test.ts\`; this page is generated from the same table
(\`tabular/src/testing/hostile/\`), and the test fails when they differ. To write it anew:
\`UPDATE_DOCS=1 npx vitest run tabular/src/hostile-inputs.test.ts\`.

Three rules stand behind the answers. A file that cannot be trusted as a whole is refused with one code and nothing
of it is kept. A bad row is data: it reaches the engine, is rejected with its row number, and the rest goes on. What a
file lost before it reached us (digits, characters) is never guessed back.

${tables.join('\n')}`
}
