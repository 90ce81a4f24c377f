import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { ProblemDetail } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { DueBadge } from '../../../ui/due-badge.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { KindNames, ProblemStateTag } from '../../../ui/state-names.tsx'
import { ProblemBody } from '../../problems/problem-body.tsx'
import { AnswerForm } from './answer-form.tsx'
import { words } from './words.ts'

interface Props {
  id: string
  beside: boolean
  onClose(): void
  onNext: (() => void) | null
  onPrevious: (() => void) | null
}

/** One problem operator: what the bureau says, the evidence, and the answer at the bottom. */
export function AnswerPanel({ id, beside, onClose, onNext, onPrevious }: Props) {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['problem', id],
    queryFn: ({ signal }) => api.get<ProblemDetail>(`/api/problems/${encodeURIComponent(id)}`, {}, signal),
  })
  useShortcuts([{ key: 'Escape', shown: 'Esc', text: t('close'), run: onClose }])
  const Heading = beside ? 'h2' : 'h1'
  return (
    <article className={beside ? 'rb-detail rb-panel' : 'rb-detail'} aria-label={query.data?.name ?? t('title')}>
      <div className="rb-detail-nav">
        {!beside && (
          <Button type="link" icon={<LeftOutlined />} onClick={onClose}>
            {t('backToList')}
          </Button>
        )}
        <span className="rb-push" />
        <Button size="small" disabled={!onPrevious} onClick={() => onPrevious?.()}>
          {t('previous')}
        </Button>
        <Button size="small" disabled={!onNext} onClick={() => onNext?.()}>
          {t('next')}
        </Button>
        {beside && (
          <Button size="small" type="text" aria-label={t('close')} onClick={onClose}>
            ✕
          </Button>
        )}
      </div>
      <Loaded query={query}>
        {(problem) => (
          <>
            <header className="rb-detail-head">
              <Heading>{problem.name}</Heading>
              <div className="rb-detail-tags">
                <ProblemStateTag state={problem.state} />
                <KindNames kinds={problem.kinds} />
                {mayAnswer(problem) && <DueBadge date={problem.answerDueOn} />}
              </div>
              <BureauWords problem={problem} />
            </header>
            <ProblemBody problem={problem} />
            <footer className="rb-detail-foot rb-answer-foot">
              {mayAnswer(problem) ? (
                <AnswerForm problem={problem} onAnswered={() => onNext?.()} />
              ) : (
                <p className="rb-quiet">{t(problem.state === 'verified' ? 'nothingToDoVerified' : 'nothingToDo')}</p>
              )}
            </footer>
          </>
        )}
      </Loaded>
    </article>
  )
}

const mayAnswer = (problem: ProblemDetail): boolean => problem.moves.includes('answer')

/** Why it was returned, or what the bureau wrote when it sent it. */
function BureauWords({ problem }: { problem: ProblemDetail }) {
  const t = useWords(words)
  if (!mayAnswer(problem)) return null
  const last = problem.history.findLast((h) => h.event === (problem.state === 'returned' ? 'return' : 'push'))
  if (!last?.reason) return null
  return (
    <p className="rb-bureau-words">
      {problem.state === 'returned'
        ? t('returnedBecause', { reason: last.reason })
        : t('message', { text: last.reason })}
    </p>
  )
}
