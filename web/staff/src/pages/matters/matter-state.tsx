import type { Matter, Text } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { words } from './words.ts'

const TONES: Record<Matter['tone'], Tone> = {
  open: 'active',
  waiting: 'waiting',
  good: 'done',
  bad: 'alert',
  stopped: 'dropped',
}

/** The state in the words of the definition, with the shape of its tone. */
export function MatterState({ tone, text }: { tone: Matter['tone']; text: Text }) {
  const pick = usePick()
  return <StateTag tone={TONES[tone]}>{pick(text)}</StateTag>
}

/** The nearest last day, in words. */
export function MatterDue({ matter }: { matter: Pick<Matter, 'dueOn' | 'outcome'> }) {
  const t = useWords(words)
  if (matter.dueOn === null) return <span className="rb-quiet rb-nowrap">{matter.outcome ? '—' : t('noDeadline')}</span>
  return <DueBadge date={matter.dueOn} over={matter.outcome} />
}
