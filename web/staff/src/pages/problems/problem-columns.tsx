import { ANSWER_TEXT, findProvince, type ProblemOperator, UNDECIDED_REASON_TEXT } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { Code } from '../../ui/code.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { KindNames, ProblemStateTag } from '../../ui/state-names.tsx'
import { words } from './words.ts'

/** Columns of the list; beside an open detail only the first ones stay. */
export function useProblemColumns(beside: boolean): Column<ProblemOperator>[] {
  const t = useWords(words)
  const pick = usePick()
  const code: Column<ProblemOperator> = {
    key: 'code',
    title: t('code'),
    priority: 2,
    render: (p) => (p.uscc ? <Code value={p.uscc} /> : <span className="rb-quiet">{t('noCode')}</span>),
  }
  const columns: Column<ProblemOperator>[] = [
    {
      key: 'operator',
      title: t('operator'),
      render: (p) => (
        <>
          <div>{p.name}</div>
          <div className={beside ? 'rb-sub' : 'rb-sub rb-only-narrow'}>
            {p.uscc ? <Code value={p.uscc} copy={false} /> : t('noCode')}
          </div>
        </>
      ),
    },
    {
      key: 'kind',
      title: t('kind'),
      priority: 2,
      render: (p) =>
        p.kinds.length > 0 ? (
          <KindNames kinds={p.kinds} short />
        ) : (
          <span className="rb-quiet">{p.undecidedReason ? pick(UNDECIDED_REASON_TEXT[p.undecidedReason]) : '—'}</span>
        ),
    },
    { key: 'state', title: t('state'), render: (p) => <ProblemState problem={p} /> },
  ]
  if (beside) return columns
  const [operator, ...rest] = columns
  return [
    operator!,
    code,
    ...rest,
    {
      key: 'platform',
      title: t('platform'),
      priority: 2,
      render: (p) => (
        <span className="rb-short" title={p.platformName}>
          {p.platformName}
        </span>
      ),
    },
    {
      key: 'province',
      title: t('province'),
      priority: 3,
      render: (p) => pick(findProvince(p.province) ?? { zh: '—', en: '—' }),
    },
    {
      key: 'due',
      title: t('due'),
      priority: 3,
      render: (p) => <DueBadge date={p.answerDueOn} over={p.answer !== null} />,
    },
  ]
}

function ProblemState({ problem }: { problem: ProblemOperator }) {
  const pick = usePick()
  return (
    <>
      <ProblemStateTag state={problem.state} />
      {problem.answer && <span className="rb-sub rb-after">{pick(ANSWER_TEXT[problem.answer])}</span>}
    </>
  )
}
