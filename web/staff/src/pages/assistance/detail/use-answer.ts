import type { AssistanceDetail, FieldGroup, MatterDetail, NewAnswer } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { ApiError, api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/new-key.ts'
import { useMe } from '../../../lib/session.ts'
import { dropDraft, keepDraft, readDraft } from '../../../lib/session-draft.ts'
import { useReport } from '../../../lib/use-report.ts'
import { refreshMatters } from '../../matters/refresh.ts'
import {
  type AnswerDraftState,
  type AnswerRow,
  contentOf,
  EMPTY_ANSWER,
  isNothing,
  unaccounted,
} from './answer-draft.ts'
import { askedFields } from './asked-fields.ts'
import { words } from './panel-words.ts'

export const answersPath = (matterId: string): string => `/api/assistance/${encodeURIComponent(matterId)}/answers`

/** Sends an answer: typed in, or the draft that a file became. */
export function useSendAnswer(matter: Pick<MatterDetail, 'id' | 'version'>, onSent: () => void) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const key = useRef(newKey())
  return useMutation({
    mutationFn: (answer: Omit<NewAnswer, 'version'>) =>
      api.post<unknown>(answersPath(matter.id), { version: matter.version, ...answer }, key.current),
    onSuccess: (_, { part }) => {
      report.done(t(part ? 'sentPart' : 'sentAll'))
      onSent()
    },
    onSettled: (_, error) => {
      // A definite answer ends this sending; without one the same sending is tried again.
      if (!(error instanceof ApiError) || error.status > 0) key.current = newKey()
      void client.invalidateQueries({ queryKey: ['assistance-request', matter.id] })
      void refreshMatters(client)
    },
  })
}

/** An answer while it is filled in: kept for this tab, limited to what was asked for. */
export function useAnswer(matter: MatterDetail, detail: AssistanceDetail) {
  const name = `${useMe().userId}.answer:${matter.id}`
  const [draft, setDraft] = useState<AnswerDraftState>(() => readDraft(name, EMPTY_ANSWER))
  const [tried, setTried] = useState(false)
  useEffect(() => {
    if (draft === EMPTY_ANSWER) dropDraft(name)
    else keepDraft(name, draft)
  }, [name, draft])
  const asked = useMemo(() => askedFields(detail), [detail])
  const content = useMemo(() => contentOf(draft, asked), [draft, asked])
  const open = useMemo(() => unaccounted(content, detail.missing, asked), [content, detail.missing, asked])
  const send = useSendAnswer(matter, () => {
    setDraft(EMPTY_ANSWER)
    setTried(false)
  })
  const noReason = draft.withheld.find((one) => !one.reason)
  const change = (next: Partial<AnswerDraftState>) => setDraft((old) => ({ ...old, ...next }))
  return {
    draft,
    asked,
    /** an earlier answer accounts for it */
    answered: (id: string) => !detail.missing.includes(id),
    open,
    tried,
    send,
    nothing: isNothing(content),
    /** a field that is withheld without a reason yet */
    noReason: asked.find((field) => field.id === noReason?.field),
    change,
    setRows: (group: FieldGroup, rows: readonly AnswerRow[]) =>
      setDraft((old) => ({ ...old, rows: { ...old.rows, [group]: rows } })),
    submit: (part: boolean) => {
      setTried(true)
      if (isNothing(content) || noReason || (!part && open.length > 0)) return
      const note = draft.note.trim()
      send.mutate({
        part,
        content,
        ...(note ? { note } : {}),
        ...(draft.files.length > 0 ? { files: draft.files.map((file) => file.id) } : {}),
      })
    },
  }
}
export type Answer = ReturnType<typeof useAnswer>
