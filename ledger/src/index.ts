// What proves the history: Merkle tree, signed checkpoints, time-stamps, evidence bags and their verification.
// Pure: the server appends with it, the command line and a page in the browser verify with it.
export { accessDigest, ENTRY_KIND, ENTRY_SUBJECT, type Entry, entryEnvelope } from './entry.ts'
