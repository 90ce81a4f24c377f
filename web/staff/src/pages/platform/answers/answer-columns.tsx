import { ANSWER_TEXT, type ProblemOperator } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { Code } from '../../../ui/code.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { DueBadge } from '../../../ui/due-badge.tsx'
import { KindNames, ProblemStateTag } from '../../../ui/state-names.tsx'
import { words } from './words.ts'

/** Columns of the list; beside an open detail only the first ones stay. */
export function useAnswerColumns(beside: boolean): Column<ProblemOperator>[] {
  const t = useWords(words)
  const pick = usePick()
  const columns: Column<ProblemOperator>[] = [
    {
      key: 'operator',
      title: t('operator'),
      render: (p) => (
        <>
          <div>{p.name}</div>
          <div className="rb-sub">{p.uscc ? <Code value={p.uscc} copy={!beside} /> : t('noCode')}</div>
        </>
      ),
    },
    { key: 'kind', title: t('kind'), priority: 2, render: (p) => <KindNames kinds={p.kinds} /> },
    {
      key: 'due',
      title: t('due'),
      render: (p) => <DueBadge date={p.answerDueOn} over={p.state === 'answered' || p.state === 'verified'} />,
    },
    {
      key: 'state',
      title: t('state'),
      priority: 2,
      render: (p) => (
        <>
          <ProblemStateTag state={p.state} />
          {p.answer && <div className="rb-sub">{pick(ANSWER_TEXT[p.answer])}</div>}
        </>
      ),
    },
  ]
  if (beside) return columns.slice(0, 3)
  return [
    ...columns,
    { key: 'shop', title: t('shop'), priority: 3, render: (p) => p.shopName || '—' },
    { key: 'period', title: t('period'), priority: 3, render: (p) => p.periodKey },
  ]
}
