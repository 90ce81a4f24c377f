import type { FormField, MatterDetail, RequestFault } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import type { Word } from '../../../i18n/define-words.ts'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/new-key.ts'
import { useMe } from '../../../lib/session.ts'
import { keepDraft } from '../../../lib/session-draft.ts'
import { useReport } from '../../../lib/use-report.ts'
import { type Draft, valuesOf } from '../../matters/form/draft.ts'
import type { Faults } from '../../matters/form/faults.ts'
import { useForm } from '../../matters/form/use-form.ts'
import { refreshMatters } from '../../matters/refresh.ts'
import { focusField, placeOfPointer } from './focus.ts'
import { words } from './form-words.ts'
import { rememberOfficers } from './officers.ts'
import { requestBody, rowsOf, withoutEmptyRows, withoutPartRows } from './request-draft.ts'
import { useCheck } from './use-check.ts'

interface Saved {
  readonly id: string
  readonly version: number
}
type Then = 'keep' | 'submit' | 'correct'

interface Options {
  fields: readonly FormField[]
  /** under which what is typed is kept */
  name: string
  start: Draft
  /** the matter that is edited; null: a new one */
  matter: MatterDetail | null
}

/** A request while it is written: kept, checked, saved as a draft, submitted or sent again after a correction. */
export function useRequest({ fields, name, start, matter }: Options) {
  const element = useRef<HTMLFormElement>(null)
  const form = useForm(fields, name, start)
  const [tried, setTried] = useState(false)
  const body = useMemo(() => requestBody(valuesOf(fields, withoutPartRows(form.draft))), [fields, form.draft])
  const check = useCheck(body)
  const send = useSend({ matter, body, draft: form.draft, sent: form.sent })
  const known = useMemo(() => inOrder(check.data?.faults ?? [], fields), [check.data, fields])
  const blocking = useMemo(() => known.filter((one) => one.blocking), [known])
  const missing = useMissing(fields, form.draft)
  // Until the first try a form is unfinished, not wrong.
  const faults = useMemo(
    (): Faults => (tried ? new Map([...missing, ...form.faults, ...faultsByPlace(blocking)]) : form.faults),
    [tried, blocking, form.faults, missing],
  )
  const refuse = (places: Faults) => {
    setTried(true)
    focusField(element.current, places.keys().next().value ?? 'platformId')
  }
  return {
    element,
    form,
    fields,
    body,
    check,
    /** earlier requests about the same; one that is edited is no other */
    duplicates: (check.data?.duplicates ?? []).filter((one) => !matter || one.matter?.id !== matter.id),
    /** what the server knows against it, in the order of the form */
    known,
    faults,
    send,
    stuck: tried ? faults.size : 0,
    keep: () => {
      if (body.platformId === '') refuse(new Map([['platformId', words.needPlatform]]))
      else send.mutate('keep', { onError: form.refuse })
    },
    finish: async (then: 'submit' | 'correct') => {
      setTried(true)
      if (missing.size > 0) return refuse(missing)
      const faults = faultsByPlace(inOrder((await check.now()) ?? [], fields).filter((one) => one.blocking))
      if (faults.size > 0) return refuse(faults)
      send.mutate(then, { onError: form.refuse })
    },
  }
}
export type Request = ReturnType<typeof useRequest>

/** As the eye meets them, not as the rules were looked at. */
const inOrder = (faults: readonly RequestFault[], fields: readonly FormField[]): RequestFault[] => {
  const at = ({ pointer }: RequestFault) =>
    fields.findIndex((one) => one.name === placeOfPointer(pointer).split('.')[0])
  return faults.toSorted((a, b) => at(a) - at(b))
}
const faultsByPlace = (faults: readonly RequestFault[]): Faults => {
  const places = new Map<string, Word>()
  for (const { pointer, zh, en } of faults) {
    const place = placeOfPointer(pointer)
    if (!places.has(place)) places.set(place, { zh, en })
  }
  return places
}

/** What the person has to add by hand: fields left empty, rows that were begun. */
function useMissing(fields: readonly FormField[], draft: Draft): Faults {
  return useMemo(() => {
    const places = new Map<string, Word>()
    const values = valuesOf(fields, withoutEmptyRows(draft))
    for (const field of fields) {
      if (field.required && values[field.name] === undefined) places.set(field.name, missingWord(field))
      if (field.kind !== 'rows') continue
      for (const [i, row] of rowsOf(draft, field.name).entries()) {
        const begun = Object.keys(valuesOf(field.columns ?? [], row.values)).some((key) => key !== 'kind')
        const empty = begun
          ? field.columns?.find((one) => one.required && !valuesOf([one], row.values)[one.name])
          : null
        if (empty) places.set(`${field.name}.${i}.${empty.name}`, missingWord(empty))
      }
    }
    return places
  }, [fields, draft])
}
const missingWord = ({ label }: Pick<FormField, 'label'>): Word => ({
  zh: words.missingOne.zh.replace('{label}', label.zh),
  en: words.missingOne.en.replace('{label}', label.en),
})

/** Under which an edited request is kept: another version begins from what the server holds. */
export const editName = ({ id, version }: Saved): string => `assistance:${id}:${version}`
const hasPartRows = (draft: Draft): boolean =>
  JSON.stringify(withoutEmptyRows(draft)) !== JSON.stringify(withoutPartRows(draft))

interface SendOptions {
  matter: MatterDetail | null
  body: ReturnType<typeof requestBody>
  draft: Draft
  sent(): void
}

function useSend({ matter, body, draft, sent }: SendOptions) {
  const t = useWords(words)
  const me = useMe()
  const client = useQueryClient()
  const router = useRouter()
  const report = useReport()
  const saved = useRef<Saved | null>(matter && { id: matter.id, version: matter.version })
  const key = useRef(newKey())
  const move = async (event: string, form: unknown): Promise<void> => {
    const { id, version } = saved.current!
    const path = `/api/matters/assistance_request/${encodeURIComponent(id)}/${event}`
    const after = await api.post<MatterDetail>(path, { version, form }, newKey())
    saved.current = { id, version: after.version }
  }
  return useMutation({
    mutationFn: async (then: Then): Promise<string> => {
      let number = ''
      if (then === 'correct') await move('correct', body.form)
      else if (saved.current) await move('compose', body.form)
      else {
        const created = await api.post<Saved & { number: string }>('/api/assistance/requests', body, key.current)
        saved.current = { id: created.id, version: created.version }
        number = created.number
      }
      if (then === 'submit') await move('submit', {})
      return number
    },
    onSuccess: (number, then) => {
      const officers = rowsOf(draft, 'officers').map((row) => row.values)
      rememberOfficers(me.userId, officers.filter((one) => one.name) as never)
      sent()
      report.done(
        then === 'submit'
          ? t('submitted')
          : then === 'correct'
            ? t('corrected')
            : number
              ? t('saved', { number })
              : t('savedAgain'),
      )
      const id = encodeURIComponent(saved.current!.id)
      // Rows that were begun did not travel: they wait in the form that opens now.
      if (then === 'keep' && hasPartRows(draft)) keepDraft(`${me.userId}.${editName(saved.current!)}`, draft)
      void router.navigate({ href: then === 'keep' ? `/assistance/${id}/edit` : `/assistance/${id}`, replace: true })
    },
    // A definite answer ends this sending: what is corrected now is another one.
    onError: () => {
      key.current = newKey()
    },
    onSettled: () => void refreshMatters(client),
  })
}
