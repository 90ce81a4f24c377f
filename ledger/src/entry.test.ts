import { expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { accessDigest, type Entry, entryEnvelope, parseEntry } from './entry.ts'
import { inclusionProof, merkleRoot } from './merkle.ts'
import { proofHashes, verifyEntry } from './proof.ts'
import { SHA256_TREE, SM3_TREE } from './tree-hash.ts'

const entry: Entry = {
  v: 1,
  id: 'ent_1',
  at: '2026-11-25T00:00:00.000Z',
  kind: 'matter.move',
  subject: 'mat_1',
  body: { z: 1, a: { '€': 'x', '\r': 'y' }, n: 0.000001, e: 1e30 },
  access: accessDigest(new Uint8Array(16), ['org_a']),
}

test('the envelope is canonical as RFC 8785 has it, and only that form is read', () => {
  const text = entryEnvelope(entry)
  expect(text).toContain('"body":{"a":{"\\r":"y","€":"x"},"e":1e+30,"n":0.000001,"z":1}')
  expect(parseEntry(text)).toEqual(entry)
  for (const bad of ['', '{}', 'null', '[]', `${text} `, text.replace('"v":1', '"v":2'), JSON.stringify(entry)])
    expect(parseEntry(bad), bad).toBeNull()
  expect(parseEntry(text.replace('"id":"ent_1"', '"id":1'))).toBeNull()
})

test('kinds and subjects that would need escaping are refused', () => {
  for (const bad of [{ kind: 'A' }, { kind: '' }, { subject: 'a"b' }, { subject: '' }, { subject: '甲' }])
    expect(() => entryEnvelope({ ...entry, ...bad })).toThrow(RangeError)
})

test('an entry is proven in both trees; a changed one in neither', () => {
  const envelopes = Array.from({ length: 11 }, (_, i) => entryEnvelope({ ...entry, id: `ent_${i}` }))
  const [sha, sm] = [SHA256_TREE, SM3_TREE].map((hash) => envelopes.map((text) => hash.leaf(utf8(text))))
  const [shaLeaves, smLeaves] = [sha as Uint8Array[], sm as Uint8Array[]]
  const checkpoint = {
    origin: 'x',
    size: 11,
    sha256: merkleRoot(SHA256_TREE, shaLeaves),
    sm3: merkleRoot(SM3_TREE, smLeaves),
  }
  const proof = {
    envelope: envelopes[9] as string,
    leafIndex: 9,
    size: 11,
    sha256: proofHashes(inclusionProof(SHA256_TREE, shaLeaves, 9)),
    sm3: proofHashes(inclusionProof(SM3_TREE, smLeaves, 9)),
  }
  expect(verifyEntry(proof, checkpoint)).toMatchObject({ sha256: true, sm3: true, entry: { id: 'ent_9' } })
  const spoiled = { sha256: false, sm3: false }
  expect(verifyEntry({ ...proof, envelope: envelopes[8] as string }, checkpoint)).toMatchObject(spoiled)
  expect(verifyEntry({ ...proof, leafIndex: 8 }, checkpoint)).toMatchObject(spoiled)
  expect(verifyEntry(proof, { ...checkpoint, size: 12 })).toMatchObject(spoiled)
  expect(verifyEntry({ ...proof, sm3: ['?'] }, checkpoint)).toMatchObject({ sha256: true, sm3: false })
})
