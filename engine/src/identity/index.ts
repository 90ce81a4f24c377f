// Identity: who is it, and does the register know them? The only door of engine/identity.
export { checkAdmission, type AdmissionAnswer, type AdmissionOptions, type AdmissionQuestion } from './admission.ts'
export {
  KIND, OUTCOME, OUTCOMES, REJECT, TIER, UNDECIDED,
  matchTier, primaryKind, problemKinds, rejectReasons, undecidedReason, type Outcome,
} from './bits.ts'
export { diffChars, type DiffSpan } from './diff.ts'
export { createDuplicateFinder, type DuplicateFinder } from './duplicates.ts'
export { codeEvidence, explainRow, type RowExplanation } from './explain.ts'
export { NOTE } from './fold-table.ts'
export { foldName, isPlaceholder, normalisationNotes, notesOf } from './fold.ts'
export { checkIdNumber, type IdNumberCheck } from './id-number.ts'
export type { RegisterEntry, RegisterIndexMeta } from './index-format.ts'
export { createReconciler, type ReconcileOptions, type Reconciler } from './reconcile.ts'
export { reconcileParallel, type ParallelOptions } from './reconcile-parallel.ts'
export { checkRegNo } from './reg-no.ts'
export {
  createRegisterIndexBuilder,
  type RegisterBuildOptions, type RegisterIndexBuilder, type RegisterMapping, type RegisterSource,
} from './register-builder.ts'
export { openRegisterIndex, type RegisterIndex } from './register-index.ts'
export { REGISTER_FILE_KINDS, guessRegisterFileKind, type RegisterFileKind } from './register-words.ts'
export type { ReportMapping } from './report-columns.ts'
export { cellBytes, cellString, rowBytes, type ChunkResult } from './result.ts'
export { rowChunks } from './row-chunks.ts'
export { addTotals, createTotals, type Totals } from './totals.ts'
export { checkUscc, normaliseCode, repairUscc, type UsccCheck, type UsccFault } from './uscc.ts'
