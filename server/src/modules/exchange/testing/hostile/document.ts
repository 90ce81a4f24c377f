import { ERRORS } from '@redbridge/contract'
import { HOSTILE_GROUPS } from './index.ts'

/** docs/hostile-exchange.md, from the same rows as the test. */
export const hostileExchangeDocument = (): string => {
  const total = HOSTILE_GROUPS.reduce((sum, { cases }) => sum + cases.length, 0)
  const tables = HOSTILE_GROUPS.map(
    ({ title, cases }) =>
      `## ${title}\n\n| Attempt | What is sent | Status | Code and words |\n|---|---|:-:|---|\n${cases
        .map(({ name, what, code }) => {
          const { status, zh } = ERRORS[code]
          return `| ${[`\`${name}\``, what, status, `\`${code}\` ${zh}`].map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
        })
        .join('\n')}\n`,
  )
  return `# Hostile attempts on the exchange

What the cloud bridge answers to ${total} requests that nobody may make. Each is sent by
\`server/src/modules/exchange/hostile.test.ts\`, which holds status and code against this table and sees that nothing
changed in any table of the database. Generated from the same rows (\`server/src/modules/exchange/testing/hostile/\`;
\`npm test -- exchange/hostile -u\` writes it anew).

Unless the row says otherwise the request is the receipt of a message by a platform's client, right in everything but
what the row names; the same request without the change is taken. A signature that held uses up its nonce even where the
act is then refused. Whether a key id is another organisation's, revoked or invented cannot be told from the answer.

${tables.join('\n')}`
}
