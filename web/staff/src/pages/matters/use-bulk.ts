import type { FormValues, Matter, ProcessTransition } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { previewBulk, runBulk } from './bulk-requests.ts'
import { focusFirstFault, useForm } from './form/use-form.ts'
import { refreshMatters } from './refresh.ts'

interface Options {
  event: ProcessTransition
  matters: readonly Matter[]
  onDone(): void
}

/** The stages of a step for many: form, preview, running, done. What was previewed is what is sent. */
export function useBulk({ event, matters, onDone }: Options) {
  const client = useQueryClient()
  const kind = matters[0]!.kind
  const form = useForm(event.form, `bulk:${kind}:${event.event}`)
  const element = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<FormValues | null>(null)
  const [progress, setProgress] = useState(0)
  const job = { kind, event: event.event, matters }
  const preview = useMutation({
    mutationFn: (input: FormValues) => previewBulk(job, input),
    onSuccess: (_, input) => setValues(input),
  })
  const run = useMutation({
    mutationFn: (input: FormValues) => runBulk(job, input, setProgress),
    onSuccess: (outcome) => {
      if (outcome.error === null) form.sent()
      onDone()
    },
    onSettled: () => refreshMatters(client),
  })
  const stage: 'form' | 'previewed' | 'running' | 'done' = run.data
    ? 'done'
    : run.isPending
      ? 'running'
      : preview.data && values
        ? 'previewed'
        : 'form'
  return {
    stage,
    form,
    element,
    preview,
    run,
    progress,
    ask: () => {
      const ready = form.ready()
      if (ready) preview.mutate(ready, { onError: form.refuse })
      else focusFirstFault(element.current)
    },
    back: () => preview.reset(),
    go: () => values && run.mutate(values),
  }
}
export type BulkWork = ReturnType<typeof useBulk>
