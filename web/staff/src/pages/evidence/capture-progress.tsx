import { CAPTURE_STATE_TEXT, type Capture, type CaptureState } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { words } from './words.ts'

const STAGES = ['waiting', 'resolving', 'loading', 'saving', 'done'] as const satisfies readonly CaptureState[]

/** A capture as it goes, stage by stage; then the evidence, or why there is none. */
export function CaptureProgress({ id, onAnother }: { id: string; onAnother(): void }) {
  const query = useQuery({
    queryKey: ['capture', id],
    queryFn: ({ signal }) => api.get<Capture>(`/api/evidence/captures/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 600),
  })
  return <Loaded query={query}>{(capture) => <Stages capture={capture} onAnother={onAnother} />}</Loaded>
}

const toneOf = (stage: CaptureState, state: CaptureState): Tone => {
  const [own, now] = [STAGES.indexOf(stage as never), STAGES.indexOf(state as never)]
  if (state === 'failed') return 'quiet'
  return own < now || state === 'done' ? 'done' : own === now ? 'active' : 'quiet'
}

function Stages({ capture, onAnother }: { capture: Capture; onAnother(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const { state, fault } = capture
  return (
    <section className="rb-panel rb-evidence-form rb-stack" aria-label={t('progress')}>
      <strong className="rb-break">{capture.url}</strong>
      <div className="rb-quiet">{capture.purpose}</div>
      {state !== 'failed' && (
        <ol className="rb-evidence-stages">
          {STAGES.map((stage) => (
            <li key={stage}>
              <StateTag tone={toneOf(stage, state)}>{pick(CAPTURE_STATE_TEXT[stage])}</StateTag>
            </li>
          ))}
        </ol>
      )}
      <div role="status">
        {fault ? (
          <StateTag tone="alert">{pick(fault)}</StateTag>
        ) : (
          <span className="rb-hidden">{pick(CAPTURE_STATE_TEXT[state])}</span>
        )}
        {fault?.detail && <div className="rb-quiet rb-break">{fault.detail}</div>}
      </div>
      {!capture.finishedAt && <p className="rb-quiet">{t('mayLeave')}</p>}
      {capture.finishedAt && (
        <div className="rb-row-actions">
          {capture.itemId && (
            <LinkButton type="primary" href={`/evidence/${capture.itemId}`}>
              {t('openItem')}
            </LinkButton>
          )}
          <Button onClick={onAnother}>{t('another')}</Button>
        </div>
      )}
    </section>
  )
}
