import { EVIDENCE_STATE_TEXT, type EvidenceState } from '@redbridge/contract'
import { usePick } from '../../i18n/language.tsx'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const TONES: Record<EvidenceState, Tone> = { kept: 'done', held: 'soon', disposed: 'dropped' }

export function ItemState({ state }: { state: EvidenceState }) {
  const pick = usePick()
  return <StateTag tone={TONES[state]}>{pick(EVIDENCE_STATE_TEXT[state])}</StateTag>
}
