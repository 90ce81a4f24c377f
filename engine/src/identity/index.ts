// Identity: who is it, and does the register know them? The only door of engine/identity.
export { type AdmissionAnswer, type AdmissionOptions, type AdmissionQuestion, checkAdmission } from './admission.ts'
export {
  KIND,
  matchTier,
  OUTCOME,
  OUTCOMES,
  type Outcome,
  primaryKind,
  problemKinds,
  REJECT,
  rejectReasons,
  TIER,
  UNDECIDED,
  undecidedReason,
} from './bits.ts'
export { type DiffSpan, diffChars } from './diff.ts'
export { createDuplicateFinder, type DuplicateFinder } from './duplicates.ts'
export { codeEvidence, explainRow, type RowExplanation } from './explain.ts'
export { foldName, isPlaceholder, normalisationNotes, notesOf } from './fold.ts'
export { NOTE } from './fold-table.ts'
export { checkIdNumber, type IdNumberCheck } from './id-number.ts'
export type { RegisterEntry, RegisterIndexMeta } from './index-format.ts'
export { createReconciler, type ReconcileOptions, type Reconciler } from './reconcile.ts'
export { type ParallelOptions, reconcileParallel } from './reconcile-parallel.ts'
export { checkRegNo } from './reg-no.ts'
export {
  createRegisterIndexBuilder,
  type RegisterBuildOptions,
  type RegisterIndexBuilder,
  type RegisterMapping,
  type RegisterSource,
} from './register-builder.ts'
export { openRegisterIndex, type RegisterIndex } from './register-index.ts'
export { guessRegisterFileKind, REGISTER_FILE_KINDS, type RegisterFileKind } from './register-words.ts'
export type { ReportMapping } from './report-columns.ts'
export { type ChunkResult, cellBytes, cellString, rowBytes } from './result.ts'
export { rowChunks } from './row-chunks.ts'
export { addTotals, createTotals, type Totals } from './totals.ts'
export { checkUscc, normaliseCode, repairUscc, type UsccCheck, type UsccFault } from './uscc.ts'
