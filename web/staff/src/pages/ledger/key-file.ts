import type { LedgerKeys } from '@redbridge/contract'

/**
 * The public keys as a file that `redbridge verify --key` and the page /verify take: one verifier key a line
 * (c2sp.org/signed-note), remarks after `#`. Retired keys stand in it too, for bags that were made under them.
 * @example keyFile({ origin: 'a.example/ledger', keys }) // '# a.example/ledger\n# ED25519 sha256:… \na.example+…\n'
 */
export const keyFile = ({ origin, keys }: Pick<LedgerKeys, 'origin' | 'keys'>): string => {
  const lines = keys.flatMap(({ key, type, fingerprint, after, until }) => [
    `# ${type.toUpperCase()} ${after + 1}–${until ?? ''} sha256:${fingerprint}`,
    key,
  ])
  return `${[`# ${origin ?? ''}`, ...lines].join('\n')}\n`
}
