import type { FormValues, MatterDetail, ProcessTransition } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Drawer } from 'antd'
import { useId, useRef, useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { ApiError, api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { words } from '../detail-words.ts'
import { DefinitionForm } from '../form/definition-form.tsx'
import { FormFaults, FormHead } from '../form/move-body.tsx'
import { focusFirstFault, holdEnter, useForm } from '../form/use-form.ts'
import { partyText, stateText, transitionAt } from '../moves.ts'
import { refreshMatters } from '../refresh.ts'
import { Conflict } from './conflict.tsx'
import { rowNames } from './form-values.tsx'
import { MoveFoot } from './move-foot.tsx'
import { matterQuery } from './use-matter.ts'

interface Props {
  /** as it is now: read again while the drawer is open */
  matter: MatterDetail
  event: ProcessTransition
  onClose(): void
}

/** A step: what it means, its form, and what happens when somebody was faster. */
export function MoveDrawer({ matter, event, onClose }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const formId = useId()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm(event.form, `${matter.id}:${event.event}`)
  // What the person saw when the form opened: its version goes with the move, not that of a later reading.
  const [seen, setSeen] = useState(matter)
  const [asked, setAsked] = useState(false)
  const move = useMove({ matter: seen, event, key: form.key })
  const offered = matter.moves.find((one) => one.event === event.event)
  const conflict = isConflict(move.error)
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
  const submit = () => {
    const values = form.ready()
    if (!values) focusFirstFault(element.current)
    else if (event.danger && !asked) setAsked(true)
    else send(values)
  }
  return (
    <Drawer
      open
      size={560}
      title={pick(event.text)}
      onClose={onClose}
      footer={
        <MoveFoot
          event={event}
          formId={formId}
          asked={asked}
          pending={move.isPending}
          disabled={!offered || offered.blocked !== null || conflict}
          onBack={() => setAsked(false)}
          onClose={onClose}
        />
      }
    >
      <form
        id={formId}
        ref={element}
        className="rb-stack"
        noValidate
        onKeyDown={holdEnter}
        onSubmit={(e) => {
          e.preventDefault()
          submit()
        }}
      >
        {offered?.blocked && (
          <Alert type="warning" showIcon title={t('blockedTitle')} description={pick(offered.blocked)} />
        )}
        {conflict && (
          <Conflict
            before={seen}
            now={matter}
            possible={
              offered !== undefined && sameForm(event, transitionAt(matter.definition, event.event, matter.state))
            }
            onGo={() => {
              setSeen(matter)
              move.reset()
            }}
          />
        )}
        <FormHead about={event.about} form={form} />
        <DefinitionForm
          fields={event.form}
          draft={form.draft}
          faults={form.faults}
          onChange={form.change}
          rowsNamed={(of) => rowNames(matter, of)}
        />
        <FormFaults form={form} error={conflict ? null : move.error} />
        <Consequences matter={matter} event={event} />
      </form>
    </Drawer>
  )
}

/** From another state the same step may ask for other things: then it is begun anew. */
const sameForm = (a: ProcessTransition, b: ProcessTransition | undefined): boolean =>
  JSON.stringify(a.form) === JSON.stringify(b?.form)

const isConflict = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status === 409 &&
  (error.problem?.code === 'conflict' || error.problem?.code === 'move_not_allowed')

function Consequences({ matter, event }: { matter: MatterDetail; event: ProcessTransition }) {
  const t = useWords(words)
  const pick = usePick()
  const state = stateText(matter.definition, event.to)
  const reader = event.letter && partyText(matter.definition, event.letter.to)
  return (
    <p className="rb-quiet">
      {state && `${t('leadsTo', { state: pick(state) })} `}
      {reader && `${t('withLetter', { party: pick(reader) })} `}
      {event.internal && t('internalMove')}
    </p>
  )
}

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
