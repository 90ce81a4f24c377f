import { utf8 } from '@redbridge/ledger'
import type { Finding } from '../alarms.ts'
import { SHA256, SM3 } from '../hashes.ts'
import { editedColumn, editedEntry, editedLeaf, missingEntry, missingLeaf } from './findings.ts'
import { LEAF_BYTES } from './memory.ts'
import type { StoredEntry, StoredLeaf } from './read.ts'

/** The columns beside the envelope must say what it says: canonical JSON begins and ends with them. */
export const strayColumn = (entry: StoredEntry): string | null => {
  const { envelope, id, at, kind, subject, access } = entry
  if (
    envelope.startsWith(`{"access":"${access}","at":"${at}","body":{`) &&
    envelope.endsWith(`},"id":"${id}","kind":"${kind}","subject":"${subject}","v":1}`)
  )
    return null
  const tells = (part: string): boolean => envelope.includes(part)
  if (!tells(`{"access":"${access}",`)) return 'readers'
  if (!tells(`"at":"${at}",`)) return 'at'
  if (!tells(`,"id":"${id}",`)) return 'id'
  return tells(`,"kind":"${kind}",`) ? 'subject' : 'kind'
}

const startsWith = (hash: Uint8Array, beginning: Uint8Array): boolean =>
  Buffer.compare(hash.subarray(0, LEAF_BYTES), beginning) === 0

/** What is wrong with one place of the tree, given the beginning of its leaf hash as it was first seen (null: never before). */
export const checkLeaf = (index: number, stored: StoredLeaf | undefined, seen: Uint8Array | null): Finding[] => {
  if (!stored) return [missingLeaf(index)]
  const { entry, entryId, sha256, sm3 } = stored
  const wrong: Finding[] = []
  if (seen && !startsWith(sha256, seen)) wrong.push(editedLeaf(index, entryId))
  if (!entry) return [...wrong, missingEntry(index, entryId)]
  const bytes = utf8(entry.envelope)
  const hash = SHA256.leaf(bytes)
  const isEdited = seen ? !startsWith(hash, seen) : Buffer.compare(hash, sha256) !== 0
  if (isEdited) return [...wrong, editedEntry(index, entryId)]
  const column = entry.id === entryId ? strayColumn(entry) : 'id'
  if (column) wrong.push(editedColumn(index, entryId, column))
  const isLeaf = Buffer.compare(hash, sha256) === 0 && Buffer.compare(SM3.leaf(bytes), sm3) === 0
  if (!isLeaf && !wrong.some((one) => one.kind === 'edited_leaf')) wrong.push(editedLeaf(index, entryId))
  return wrong
}
