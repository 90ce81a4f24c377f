import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { crc32 } from 'node:zlib'
import {
  BAG_CHECKS,
  type BagMessageReport,
  type BagReport,
  type BagSignedBy,
  certificatesOfPem,
  type Digests,
  trustedFingerprints,
  verifyBag,
} from '@redbridge/ledger'
import { Failure } from './failure.ts'
import type { Words } from './lang.ts'
import type { Terminal } from './reconcile.ts'
import { VERIFY_TEXT as T } from './verify-words.ts'

interface VerifyArguments {
  readonly bag: string
  readonly keys: readonly string[]
  readonly authorities: readonly string[]
  readonly json: boolean
}

const both = ({ zh, en }: Words): string => `${zh} / ${en}`
const usage = (message: string): never => {
  throw new Failure('usage', message)
}

/** Reads the arguments of `redbridge verify`; throws a usage `Failure` that says what is wrong. */
export const parseVerify = (argv: readonly string[]): VerifyArguments => {
  const { values, positionals } = parse(argv)
  const [bag, ...more] = positionals
  if (bag === undefined || more.length > 0) throw new Failure('usage', both(T.missing))
  const [keys, authorities] = [values.key ?? [], values.authority ?? []]
  for (const path of [bag, ...keys, ...authorities])
    if (!existsSync(path) || !statSync(path).isFile()) usage(`文件不存在 / no such file: ${path}`)
  return { bag, keys, authorities, json: values.json ?? false }
}

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        key: { type: 'string', short: 'k', multiple: true },
        authority: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        lang: { type: 'string' },
      },
    })
  } catch (error) {
    throw new Failure('usage', (error as Error).message)
  }
}

/** OpenSSL's own hashes: several times as fast as the portable ones. */
const digests: Digests = (bytes) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
})

/** Verifies one bag, without server or network. Returns the exit code: 0 verified, 1 refused. */
export const verify = async (args: VerifyArguments, { out }: Terminal): Promise<0 | 1> => {
  if (statSync(args.bag).size > 2 ** 31 - 1) usage(`${both(T.tooLarge)}: ${args.bag}`)
  const options = {
    digests,
    crc32: (bytes: Uint8Array) => crc32(bytes),
    ...(args.keys.length > 0 ? { trustedKeys: args.keys.map(readKeys) } : {}),
    ...(args.authorities.length > 0 ? { trustedAuthorities: args.authorities.flatMap(readCertificates) } : {}),
  }
  const report = await verifyBag(await readFile(args.bag), options)
  out.write(args.json ? `${JSON.stringify(report, null, 2)}\n` : describe(report))
  return report.ok ? 0 : 1
}

const readKeys = (path: string): string => {
  const text = readFileSync(path, 'utf8')
  try {
    trustedFingerprints(text)
    return text
  } catch {
    return usage(`${both(T.noKey)}: ${path}`)
  }
}

const readCertificates = (path: string): Uint8Array[] => {
  const found = certificatesOfPem(readFileSync(path, 'latin1'))
  return found.length > 0 ? found : usage(`${both(T.noCertificate)}: ${path}`)
}

/** Bags come from strangers: what they say must not steer a terminal. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')

const describe = (report: BagReport): string => {
  const lines = report.checks.flatMap(({ id, state, faults }) => [
    `${both(T[state])}  ${both(BAG_CHECKS[id])}`,
    ...faults.flatMap((fault) => [
      `      ${both(T.place)}: ${plain(fault.place)}`,
      `      ${plain(fault.zh)} / ${plain(fault.en)}`,
    ]),
  ])
  const facts = report.ok ? factsOf(report) : []
  const verdict = report.ok ? both(T.verified) : both(T.refused)
  const note = report.ok && report.trust === 'stated' ? [`${T.statedNote.zh}\n${T.statedNote.en}`] : []
  return `${[...lines, '', ...facts, verdict, ...note].join('\n')}\n`
}

const signer = ({ fingerprint, own, revokedAt }: BagSignedBy): string =>
  [
    `Ed25519 ${own ?? fingerprint}`,
    ...(own ? [both(T.byClient)] : []),
    ...(revokedAt ? [`${both(T.revoked)} ${revokedAt}`] : []),
  ].join('  ')

/** Who told whom what, when, and when it was received. */
const messageLines = ({ at, from, to, matter, zh, en, type, key, receipt }: BagMessageReport): string[] => [
  `  ${at} ${both(T.sent)}  ${plain(from)} → ${plain(to)}  ${plain(matter)} ${plain(zh)} / ${plain(en || type)}`,
  `    ${signer(key)}`,
  ...(receipt
    ? [`  ${receipt.at} ${both(T.received)}  ${plain(receipt.by)}`, `    ${signer(receipt.key)}`]
    : [`    ${both(T.notReceived)}`]),
]

const factsOf = ({ bag, items, messages, entries, keys, timeStamps, witnesses }: BagReport): string[] => [
  ...(bag
    ? [
        `${both(T.title)}: ${plain(bag.title)} (${plain(bag.id)})`,
        `${both(T.madeBy)}: ${plain(bag.organisation)} ${plain(bag.person)}`,
        `${both(T.madeAt)}: ${bag.madeAt}`,
      ]
    : []),
  `${both(T.items)}: ${items.length}`,
  ...items.map(({ id, part, sha256 }) => `  ${plain(id)}  SHA-256 ${sha256}  ${part ? plain(part) : both(T.disposed)}`),
  ...(messages.length > 0 ? [`${both(T.messages)}: ${messages.length}`, ...messages.flatMap(messageLines)] : []),
  `${both(T.entries)}: ${entries}`,
  `${both(T.stamps)}: ${timeStamps.map(({ at, authority }) => `${at} ${plain(authority)}`).join('; ') || both(T.noStamp)}`,
  ...(witnesses.length > 0
    ? [`${both(T.witnesses)}: ${witnesses.map(({ name, at }) => `${plain(name)} ${at}`).join('; ')}`]
    : []),
  `${both(T.keys)}:`,
  ...keys.map(
    ({ algorithm, fingerprint, trusted }) =>
      `  ${algorithm.padEnd(7)} ${fingerprint}  ${both(trusted ? T.trusted : T.stated)}`,
  ),
  '',
]
