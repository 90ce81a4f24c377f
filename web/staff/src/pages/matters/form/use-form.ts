import type { FormField, FormValues } from '@redbridge/contract'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiError } from '../../../lib/api.ts'
import { isoDateOf } from '../../../lib/format.ts'
import { newKey } from '../../../lib/new-key.ts'
import { useMe } from '../../../lib/session.ts'
import { dropDraft, keepDraft, readDraft } from '../../../lib/session-draft.ts'
import { type Draft, emptyDraft, isEmptyDraft, valuesOf } from './draft.ts'
import { type Faults, faultsFromServer, faultsOf } from './faults.ts'

const NONE: Faults = new Map()

/**
 * A form being filled in: kept for this tab under `name` until it is sent, checked as the server will check it, and
 * with one key for all its sendings, so that pressing twice does nothing twice. `start` is what it begins with where
 * that is more than nothing.
 */
export function useForm(fields: readonly FormField[], name: string, start?: Draft) {
  const kept = `${useMe().userId}.${name}`
  const [begun] = useState<Draft>(() => start ?? emptyDraft(fields))
  const [draft, setDraft] = useState<Draft>(() => readDraft(kept, begun))
  const [restored, setRestored] = useState(() => draft !== begun && !isEmptyDraft(fields, draft))
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<Faults>(NONE)
  const key = useRef(newKey())
  useEffect(() => {
    if (draft === begun || isEmptyDraft(fields, draft)) dropDraft(kept)
    else keepDraft(kept, draft)
  }, [fields, kept, begun, draft])
  const values = useMemo(() => valuesOf(fields, draft), [fields, draft])
  const own = useMemo(() => (tried ? faultsOf(fields, values, isoDateOf(new Date())) : NONE), [fields, values, tried])
  const faults = useMemo(() => new Map([...refused, ...own]), [refused, own])
  const change = useCallback((next: Draft) => {
    setDraft(next)
    setRefused(NONE)
  }, [])
  return {
    draft,
    change,
    faults,
    values,
    restored,
    key: key.current,
    /** the values where they may be sent; else null, and the faults are shown */
    ready: (): FormValues | null => {
      setTried(true)
      return faultsOf(fields, values, isoDateOf(new Date())).size === 0 ? values : null
    },
    /** shows at their fields what the server refused, and returns what no field can show */
    refuse: (error: unknown): string[] => {
      const { faults: places, others } = faultsFromServer(
        fields,
        error instanceof ApiError ? (error.problem?.errors ?? []) : [],
      )
      setRefused(places)
      // A definite answer ends this sending: what is corrected now is another one.
      if (error instanceof ApiError && error.status > 0) key.current = newKey()
      return others
    },
    discard: () => {
      setDraft(begun)
      setRestored(false)
      setTried(false)
      dropDraft(kept)
    },
    sent: () => dropDraft(kept),
  }
}
export type FormState = ReturnType<typeof useForm>

/** Enter in one field of many does not send the form: only its button does, or Ctrl + Enter. */
export const holdEnter = (event: KeyboardEvent<HTMLFormElement>): void => {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
  event.preventDefault()
  if (event.ctrlKey || event.metaKey) event.currentTarget.requestSubmit()
}

/** Brings the first field with a fault into sight and puts the cursor there. */
export const focusFirstFault = (form: HTMLElement | null): void => {
  requestAnimationFrame(() => {
    const line = form?.querySelector('.rb-form-line[data-fault="true"]')
    line?.scrollIntoView({ block: 'center' })
    line?.querySelector<HTMLElement>('input:not([type=file]), textarea, button')?.focus({ preventScroll: true })
  })
}
