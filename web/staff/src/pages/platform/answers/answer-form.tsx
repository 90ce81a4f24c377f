import { ANSWERS, type Answer, type ProblemDetail } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { useReport } from '../../../lib/use-report.ts'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { refreshProblems } from '../../problems/refresh.ts'
import { AnswerFields } from './answer-fields.tsx'
import { type AnswerInput, emptyAnswer, findGap, selectionOf, sendAnswer } from './answer-requests.ts'
import { words } from './words.ts'

/** The answer to one operator, asked for in place: what was done, and what that answer needs. */
export function AnswerForm({ problem, onAnswered }: { problem: ProblemDetail; onAnswered(): void }) {
  const t = useWords(words)
  const [input, setInput] = useState<AnswerInput>(emptyAnswer())
  const [tried, setTried] = useState(false)
  const send = useSendAnswer(problem, onAnswered)
  const gap = findGap(input)
  useShortcuts([
    { key: 'a', text: t('keyAnswer'), run: () => document.getElementById(`answer-${problem.id}-removed`)?.focus() },
  ])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (gap === null) send.mutate(input)
  }
  return (
    <form className="rb-answer-form" noValidate onSubmit={submit}>
      <AnswerChoice
        name={`answer-${problem.id}`}
        value={input.answer}
        onChange={(answer) => setInput({ ...input, answer })}
      />
      {input.answer && <AnswerFields input={input} onChange={setInput} />}
      <div role="alert" className="rb-alert">
        {tried && gap && t(gap)}
      </div>
      {input.answer && (
        <div className="rb-actions">
          <span className="rb-push" />
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('send')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** The four possible answers; what the chosen one means stands under them. */
function AnswerChoice(props: { name: string; value: Answer | null; onChange(answer: Answer): void }) {
  const t = useWords(words)
  return (
    <fieldset className="rb-choice">
      <legend>{t('yourAnswer')}</legend>
      {ANSWERS.map((answer) => (
        <label key={answer} className="rb-choice-item">
          <input
            type="radio"
            id={`${props.name}-${answer}`}
            name={props.name}
            checked={props.value === answer}
            onChange={() => props.onChange(answer)}
          />
          <span title={t(`${answer}Hint`)}>{t(answer)}</span>
        </label>
      ))}
      {props.value && <span className="rb-quiet rb-small rb-choice-hint">{t(`${props.value}Hint`)}</span>}
    </fieldset>
  )
}

function useSendAnswer(problem: ProblemDetail, then: () => void) {
  const t = useWords(words)
  const pick = usePick()
  const client = useQueryClient()
  const report = useReport()
  return useMutation({
    mutationFn: (input: AnswerInput) => sendAnswer(selectionOf([problem]), input),
    onSuccess: (result) => {
      const left = result.excluded[0]
      if (result.affected === 0) report.refused(left ? pick(left) : t('changed'))
      else {
        report.done(t('sent', { name: problem.name }))
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
