import { formatNote, keyChangeText, verifierKey } from '@redbridge/ledger'
import type { Platform } from '../platform.ts'
import { appendEntries } from './append.ts'
import { ALGORITHMS, currentSigners, type NoteSigner, signingOf, writeKey } from './keys.ts'
import { sequenceWithin, withTrees } from './sequencer.ts'

/**
 * Changes the signing keys. The old ones sign a statement that names the new ones; the statement is an entry of the
 * log, and the checkpoint over that entry is the last that the old keys sign. All in one transaction.
 * Returns the statement.
 */
export const rotateKeys = async (
  platform: Platform,
  by: { organisationId: string; userId: string },
): Promise<string> => {
  const statement = await withTrees(platform, true, async (tx) => {
    const old = await currentSigners(tx, platform)
    let { trees, taken } = await sequenceWithin(tx, platform, {})
    while (taken) ({ trees, taken } = await sequenceWithin(tx, platform, { trees }))
    const origin = (old[0] as NoteSigner).key.name
    const made = await Promise.all(ALGORITHMS.map((algorithm) => signingOf(platform).create(algorithm)))
    const keys = made.map(({ algorithm, publicKey }) => verifierKey(origin, algorithm, publicKey))
    const after = trees.sha256.size + 1
    const text = keyChangeText({ origin, after, keys })
    const note = formatNote({ text, signatures: await Promise.all(old.map((signer) => signer.sign(text))) })
    const now = platform.clock.now()
    const entry = {
      kind: 'ledger.keys',
      subject: 'ledger',
      readers: [by.organisationId],
      body: { statement: note, by: by.userId },
    }
    const [only] = await appendEntries(tx, [entry], now)
    ;({ trees } = await sequenceWithin(tx, platform, { trees, only: only as string }))
    await tx
      .updateTable('ledger_key')
      .set({ retired_at: now, retired_size: after })
      .where('retired_at', 'is', null)
      .execute()
    for (const stored of made) await writeKey(tx, platform, { name: origin, after, endorsement: note, stored })
    return { trees, result: note }
  })
  return statement as string
}
