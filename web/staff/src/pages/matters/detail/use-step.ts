import type { FormValues, MatterDetail, ProcessTransition } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { ApiError, api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { words } from '../detail-words.ts'
import { focusFirstFault, useForm } from '../form/use-form.ts'
import { transitionAt } from '../moves.ts'
import { refreshMatters } from '../refresh.ts'
import { matterQuery } from './use-matter.ts'

interface Options {
  /** as it is now: read again while the form is open */
  matter: MatterDetail
  event: ProcessTransition
  onClose(): void
}

/** A step while its form is open: checked, asked for once more where it is dangerous, sent, refused, begun anew. */
export function useStep({ matter, event, onClose }: Options) {
  const element = useRef<HTMLFormElement>(null)
  const form = useForm(event.form, `${matter.id}:${event.event}`)
  // What the person saw when the form opened: its version goes with the move, not that of a later reading.
  const [seen, setSeen] = useState(matter)
  const [asked, setAsked] = useState(false)
  const move = useMove({ matter: seen, event, key: form.key })
  const offered = matter.moves.find((one) => one.event === event.event)
  const send = (values: FormValues) =>
    move.mutate(values, {
      onSuccess: () => {
        form.sent()
        onClose()
      },
      onError: (error) => {
        form.refuse(error)
        setAsked(false)
        focusFirstFault(element.current)
      },
    })
  return {
    element,
    form,
    seen,
    asked,
    move,
    blocked: offered?.blocked ?? null,
    possible: offered !== undefined && sameForm(event, transitionAt(matter.definition, event.event, matter.state)),
    conflict: isConflict(move.error),
    submit: () => {
      const values = form.ready()
      if (!values) focusFirstFault(element.current)
      else if (event.danger && !asked) setAsked(true)
      else send(values)
    },
    back: () => setAsked(false),
    /** takes note of what happened meanwhile */
    goOn: () => {
      setSeen(matter)
      move.reset()
    },
  }
}
export type Step = ReturnType<typeof useStep>

/** From another state the same step may ask for other things: then it is begun anew. */
const sameForm = (a: ProcessTransition, b: ProcessTransition | undefined): boolean =>
  JSON.stringify(a.form) === JSON.stringify(b?.form)

const isConflict = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status === 409 &&
  (error.problem?.code === 'conflict' || error.problem?.code === 'move_not_allowed')

function useMove({ matter, event, key }: { matter: MatterDetail; event: ProcessTransition; key: string }) {
  const t = useWords(words)
  const pick = usePick()
  const client = useQueryClient()
  const report = useReport()
  return useMutation({
    mutationFn: (form: FormValues) =>
      api.post<MatterDetail>(
        `/api/matters/${matter.kind}/${encodeURIComponent(matter.id)}/${event.event}`,
        { version: matter.version, form },
        key,
      ),
    onSuccess: (after) => {
      client.setQueryData(matterQuery(matter.id).queryKey, after)
      report.done(t('done', { event: pick(event.text) }))
    },
    onSettled: () => void refreshMatters(client),
  })
}
