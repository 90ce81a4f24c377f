export { listOpenAlarms } from './alarms.ts'
export { appendEntries, type NewEntry } from './append.ts'
export {
  findCheckpoint,
  findConsistency,
  firstStamped,
  newestCheckpoint,
  type StoredCheckpoint,
} from './checkpoints.ts'
export { type ProvenEntries, type ProvenEntry, readEntries } from './entries.ts'
export { type KeyBook, readKeyBook } from './keys.ts'
export { rotateKeys } from './rotate.ts'
export { sequenceOnce, startSequencer } from './sequencer.ts'
export { delayMinutes, isStopped } from './timestamp-delay.ts'
export { stampNewest } from './timestamps.ts'
export { readWitnesses, takeCosignature } from './witnesses.ts'
