import type { ProblemDetail } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { useReport } from '../../lib/use-report.ts'
import { words as bulk } from '../../ui/bulk-words.ts'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { useShortcuts } from '../../ui/shortcuts.tsx'
import { words as detailWords } from './detail-words.ts'
import { MoveForm } from './move-form.tsx'
import {
  BUREAU_EVENTS,
  type BureauEvent,
  defaultDueOn,
  type MoveInput,
  moveProblems,
  needsReason,
} from './problem-moves.ts'
import { refreshProblems } from './refresh.ts'
import { words } from './words.ts'

/** Moves of one operator, the first one primary. Reasons and dates are asked for here, in place. */
export function ProblemActions({ problem, onMoved }: { problem: ProblemDetail; onMoved(): void }) {
  const t = useWords(words)
  const td = useWords(detailWords)
  const [asking, setAsking] = useState<BureauEvent | null>(null)
  const move = useMove(problem, () => {
    setAsking(null)
    onMoved()
  })
  const events = BUREAU_EVENTS.filter((e) => problem.moves.includes(e))
  const begin = (event: BureauEvent) => {
    const asks = needsReason(event) || event === 'push' || (event === 'confirm' && problem.kind === null)
    if (asks) setAsking(event)
    else move.mutate({ event, input: {} })
  }
  const has = (event: BureauEvent) => events.includes(event)
  const first = events[0]
  useShortcuts([
    { key: 'a', text: t('keyAct'), run: () => first && begin(first) },
    { key: 'd', text: t('keyDismiss'), run: () => has('dismiss') && begin('dismiss') },
    { key: 'u', text: t('keyUndecided'), run: () => has('set_undecided') && begin('set_undecided') },
  ])
  return (
    <footer className="rb-detail-foot">
      {asking ? (
        <Asking
          key={asking}
          event={asking}
          problem={problem}
          pending={move.isPending}
          onCancel={() => setAsking(null)}
          onSubmit={(input) => move.mutate({ event: asking, input })}
        />
      ) : events.length === 0 ? (
        <p className="rb-quiet">{td('noMoves')}</p>
      ) : (
        <Buttons events={events} onEvent={begin} pending={move.isPending} />
      )}
    </footer>
  )
}

function Buttons({
  events,
  onEvent,
  pending,
}: {
  events: BureauEvent[]
  onEvent(e: BureauEvent): void
  pending: boolean
}) {
  const t = useWords(words)
  const tb = useWords(bulk)
  const rest = events.slice(3)
  return (
    <div className="rb-actions">
      {rest.length > 0 && (
        <Dropdown
          menu={{
            items: rest.map((key) => ({ key, label: t(key) })),
            onClick: ({ key }) => onEvent(key as BureauEvent),
          }}
          trigger={['click']}
        >
          <Button>{tb('more')}</Button>
        </Dropdown>
      )}
      <span className="rb-push" />
      {/* The primary action comes first for the keyboard and stands last for the eye. */}
      <div className="rb-actions-reversed">
        {events.slice(0, 3).map((event, i) => (
          <Button
            key={event}
            type={i === 0 ? 'primary' : 'default'}
            loading={pending && i === 0}
            onClick={() => onEvent(event)}
          >
            {t(event)}
          </Button>
        ))}
      </div>
    </div>
  )
}

interface AskingProps {
  event: BureauEvent
  problem: ProblemDetail
  pending: boolean
  onSubmit(input: MoveInput): void
  onCancel(): void
}

function Asking({ event, problem, pending, onSubmit, onCancel }: AskingProps) {
  const t = useWords(words)
  const tb = useWords(bulk)
  const [input, setInput] = useState<MoveInput>(event === 'push' ? { answerDueOn: defaultDueOn() } : {})
  if (needsReason(event))
    return (
      <ReasonInPlace
        label={t('reason')}
        action={t(event)}
        pending={pending}
        onSubmit={(reason) => onSubmit({ reason })}
        onCancel={onCancel}
      />
    )
  return (
    <form
      className="rb-reason"
      onSubmit={(e) => {
        e.preventDefault()
        onSubmit(input)
      }}
    >
      <MoveForm event={event} input={input} onChange={setInput} undecided={problem.kind === null} />
      <div className="rb-actions">
        <span className="rb-push" />
        <Button onClick={onCancel}>{tb('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={pending} disabled={event === 'push' && !input.answerDueOn}>
          {t(event)}
        </Button>
      </div>
    </form>
  )
}

/** One move; what the server left out (somebody was faster, state does not allow) is told in its words. */
function useMove(problem: ProblemDetail, then: () => void) {
  const t = useWords(words)
  const pick = usePick()
  const client = useQueryClient()
  const report = useReport()
  return useMutation({
    mutationFn: ({ event, input }: { event: BureauEvent; input: MoveInput }) =>
      moveProblems(event, { ids: [{ id: problem.id, version: problem.version }] }, input),
    onSuccess: (result, { event }) => {
      const left = result.excluded[0]
      if (result.affected === 0) report.refused(left ? pick(left) : t('changedBy'))
      else {
        report.done(t('moved', { event: t(event), name: problem.name }))
        then()
      }
      void refreshProblems(client)
    },
    onError: (error) => {
      report.failed(error)
      void refreshProblems(client)
    },
  })
}
