import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { ProblemDetail } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { words as shell } from '../../shell/words.ts'
import { DueBadge } from '../../ui/due-badge.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useShortcuts } from '../../ui/shortcuts.tsx'
import { KindNames, ProblemStateTag } from '../../ui/state-names.tsx'
import { ProblemActions } from './problem-actions.tsx'
import { ProblemBody } from './problem-body.tsx'
import { words } from './words.ts'

interface Props {
  id: string
  beside: boolean
  onClose(): void
  onNext: (() => void) | null
  onPrevious: (() => void) | null
}

/** One problem operator: title line, evidence, history; actions at the bottom. */
export function ProblemPanel({ id, beside, onClose, onNext, onPrevious }: Props) {
  const t = useWords(words)
  const ts = useWords(shell)
  const query = useQuery({
    queryKey: ['problem', id],
    queryFn: ({ signal }) => api.get<ProblemDetail>(`/api/problems/${encodeURIComponent(id)}`, {}, signal),
  })
  const name = query.data?.name
  useEffect(() => {
    if (name) document.title = `${name} · ${ts('product')}`
  }, [name, ts])
  useShortcuts([{ key: 'Escape', shown: 'Esc', text: t('closeDetail'), run: onClose }])
  return (
    <article className={beside ? 'rb-detail rb-panel' : 'rb-detail'} aria-label={name ?? t('title')}>
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
          <Button size="small" type="text" aria-label={t('closeDetail')} onClick={onClose}>
            ✕
          </Button>
        )}
      </div>
      <Loaded query={query}>
        {(problem) => (
          <>
            <ProblemHead problem={problem} />
            <ProblemBody problem={problem} />
            <ProblemActions problem={problem} onMoved={() => onNext?.()} />
          </>
        )}
      </Loaded>
    </article>
  )
}

function ProblemHead({ problem }: { problem: ProblemDetail }) {
  return (
    <header className="rb-detail-head">
      <h2>{problem.name}</h2>
      <div className="rb-detail-tags">
        <ProblemStateTag state={problem.state} />
        {problem.kinds.length > 0 && <KindNames kinds={problem.kinds} />}
        {problem.answerDueOn && problem.answer === null && <DueBadge date={problem.answerDueOn} />}
      </div>
    </header>
  )
}
