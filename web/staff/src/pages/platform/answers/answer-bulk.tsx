import { ANSWERS, type Answer, type ProblemOperator } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import type { Selection } from '../../../lib/use-selection.ts'
import { BulkBar } from '../../../ui/bulk-bar.tsx'
import { BulkDrawer, type BulkWork } from '../../../ui/bulk-drawer.tsx'
import { selectionOfFilter } from '../../problems/problem-moves.ts'
import { refreshProblems } from '../../problems/refresh.ts'
import { AnswerFields } from './answer-fields.tsx'
import {
  type AnswerInput,
  emptyAnswer,
  findGap,
  previewAnswer,
  type Selected,
  selectionOf,
  sendAnswer,
} from './answer-requests.ts'
import { words } from './words.ts'

interface Props {
  selection: Selection<ProblemOperator>
  filter: Readonly<Record<string, string>>
  total: number
}

/** One answer to many operators, with a preview of which it reaches and which not. */
export function AnswerBulk({ selection, filter, total }: Props) {
  const t = useWords(words)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const selected: Selected = selection.all ? selectionOfFilter(filter) : selectionOf(selection.rows)
  return (
    <>
      <BulkBar
        chosen={selection.rows.length}
        all={selection.all}
        total={total}
        actions={ANSWERS.map((key, i) => ({ key, label: t('answerAs', { answer: t(key) }), primary: i === 0 }))}
        onAction={(key) => setAnswer(key as Answer)}
        onChooseAll={selection.chooseAll}
        onClear={selection.clear}
      />
      {answer && (
        <AnswerDrawer
          answer={answer}
          selected={selected}
          onClose={() => {
            setAnswer(null)
            selection.clear()
          }}
        />
      )}
    </>
  )
}

function AnswerDrawer(props: { answer: Answer; selected: Selected; onClose(): void }) {
  const { answer, onClose } = props
  const t = useWords(words)
  const client = useQueryClient()
  // The list is read again after the answer; what was chosen when the drawer opened stays what is meant.
  const [selected] = useState(props.selected)
  const [input, setInput] = useState<AnswerInput>(emptyAnswer(answer))
  const gap = findGap(input)
  const work: BulkWork = {
    title: t('bulkTitle', { answer: t(answer) }),
    key: `answer:${answer}:${JSON.stringify(selected)}`,
    action: t('send'),
    preview: () => previewAnswer(selected),
    run: () => sendAnswer(selected, input),
    missing: gap && t(gap),
    form: <AnswerFields input={input} onChange={setInput} many />,
  }
  return <BulkDrawer work={work} onClose={onClose} onDone={() => void refreshProblems(client)} />
}
