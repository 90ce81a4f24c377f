// What proves the history: Merkle tree, signed checkpoints, time-stamps, evidence bags and their verification.
// Pure: the server appends with it, the command line and a page in the browser verify with it.
export * from './bag/index.ts'
export { fromBase64, toBase64, utf8 } from './bytes.ts'
export {
  type Checkpoint,
  type CheckpointFault,
  type CheckpointReport,
  type CheckpointTrust,
  checkpointText,
  parseCheckpointText,
  type TreeHead,
  verifyCheckpoint,
} from './checkpoint.ts'
export { checkCosignatures, cosign, cosignedAt } from './cosignature.ts'
export { accessDigest, ENTRY_KIND, ENTRY_SUBJECT, type Entry, entryEnvelope, parseEntry } from './entry.ts'
export { envelopeText, isUsableKey, verifyHttpProof, verifySigned } from './exchange.ts'
export {
  combineRoots,
  completeSubtrees,
  EMPTY_FRONTIER,
  extendFrontier,
  type Frontier,
  frontierRoot,
} from './frontier.ts'
export type { ImprintAlgorithm, TokenFault, TokenReport, TokenTrust } from './imprint.ts'
export {
  consistencyProof,
  consistencyRanges,
  inclusionProof,
  inclusionRanges,
  merkleRoot,
  type Range,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
export {
  checkNote,
  formatNote,
  formatSignature,
  formatVerifierKey,
  type LogKey,
  type Note,
  type NoteSignature,
  parseNote,
  parseSignature,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from './note.ts'
export { type EntryProof, type EntryReport, proofHashes, verifyEntry } from './proof.ts'
export { followKeys, type KeyChange, keyChangeText, parseKeyChange } from './rotation.ts'
export { generateKeyPair, type KeyPair, type SignatureAlgorithm, sign, verifySignature } from './signature.ts'
export { certificatesOfPem, timeStampRequest, tokenOfResponse, verifyTimeStamp } from './timestamp.ts'
export { SHA256_TREE, SM3_TREE, sm3, type TreeHash, treeHash } from './tree-hash.ts'
