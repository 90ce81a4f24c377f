import {
  BATCH_STATE_TEXT,
  type BatchState,
  DUTY_STATE_TEXT,
  type DutyState,
  PROBLEM_KIND_TEXT,
  PROBLEM_STATE_TEXT,
  type ProblemKind,
  type ProblemState,
  TRANSFER_STATE_TEXT,
  type TransferState,
} from '@redbridge/contract'
import { usePick } from '../i18n/language.tsx'
import { StateTag, type Tone } from './state-tag.tsx'

const PROBLEM_TONES: Record<ProblemState, Tone> = {
  found: 'active',
  confirmed: 'active',
  dismissed: 'dropped',
  undecided: 'soon',
  pushed: 'waiting',
  answered: 'active',
  verified: 'done',
  returned: 'waiting',
}
const DUTY_TONES: Record<DutyState, Tone> = {
  due: 'quiet',
  overdue: 'alert',
  uploaded: 'waiting',
  checking: 'waiting',
  invalid: 'alert',
  matched: 'active',
  pushed: 'waiting',
  answered: 'active',
  closed: 'done',
  replaced: 'dropped',
  failed: 'alert',
}
const TRANSFER_TONES: Record<TransferState, Tone> = {
  sent: 'waiting',
  received: 'active',
  answered: 'active',
  returned: 'soon',
  withdrawn: 'dropped',
  closed: 'done',
}

export function ProblemStateTag({ state }: { state: ProblemState }) {
  const pick = usePick()
  return <StateTag tone={PROBLEM_TONES[state]}>{pick(PROBLEM_STATE_TEXT[state])}</StateTag>
}
export function DutyStateTag({ state }: { state: DutyState }) {
  const pick = usePick()
  return <StateTag tone={DUTY_TONES[state]}>{pick(DUTY_STATE_TEXT[state])}</StateTag>
}
export function BatchStateTag({ state }: { state: BatchState }) {
  const pick = usePick()
  return <StateTag tone={DUTY_TONES[state]}>{pick(BATCH_STATE_TEXT[state])}</StateTag>
}
export function TransferStateTag({ state }: { state: TransferState }) {
  const pick = usePick()
  return <StateTag tone={TRANSFER_TONES[state]}>{pick(TRANSFER_STATE_TEXT[state])}</StateTag>
}
/** Kinds of a problem operator, the most serious first. */
export function KindNames({ kinds, short = false }: { kinds: readonly ProblemKind[]; short?: boolean }) {
  const pick = usePick()
  const rest = short ? kinds.slice(1) : []
  return (
    <span className="rb-kinds">
      {kinds.slice(0, short ? 1 : undefined).map((kind) => (
        <span key={kind} className="rb-kind">
          {pick(PROBLEM_KIND_TEXT[kind])}
        </span>
      ))}
      {rest.length > 0 && (
        <span className="rb-sub" title={rest.map((k) => pick(PROBLEM_KIND_TEXT[k])).join(' · ')}>
          +{rest.length}
        </span>
      )}
    </span>
  )
}
