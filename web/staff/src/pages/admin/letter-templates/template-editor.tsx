import type { LetterTemplate } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { type RefObject, useRef, useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { Field } from '../../../ui/field.tsx'
import { FieldList, SyntaxHelp } from './field-list.tsx'
import { TemplatePreview } from './template-preview.tsx'
import { usePreview } from './use-preview.ts'
import { words } from './words.ts'

interface Draft {
  titleZh: string
  titleEn: string
  body: string
  effectiveFrom: string
}

/** The text at the left, the letter it makes at the right; nothing is saved that has a fault. */
export function TemplateEditor({ template }: { template: LetterTemplate }) {
  const newest = template.versions[0]
  const start: Draft = {
    titleZh: newest?.titleZh ?? '',
    titleEn: newest?.titleEn ?? '',
    body: newest?.body ?? '',
    effectiveFrom: '',
  }
  const [draft, setDraft] = useState(start)
  const area = useRef<TextAreaRef>(null)
  const preview = usePreview(template.key, draft.body)
  const changed = draft.body !== start.body || draft.titleZh !== start.titleZh || draft.titleEn !== start.titleEn
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  return (
    <>
      <div className="rb-template">
        <div className="rb-stack">
          <TemplateFields draft={draft} set={set} area={area} />
          <SaveBar
            template={template}
            draft={draft}
            ready={changed && preview.data?.faults.length === 0}
            changed={changed}
            discard={() => setDraft(start)}
          />
        </div>
        <TemplatePreview templateKey={template.key} body={draft.body} preview={preview} />
      </div>
      <FieldList
        fields={template.fields}
        onInsert={(name) =>
          set({ body: insertAt(area.current?.resizableTextArea?.textArea, draft.body, `{{${name}}}`) })
        }
      />
      <SyntaxHelp />
    </>
  )
}

/** The text with `piece` at the cursor; the cursor then stands behind it. */
const insertAt = (area: HTMLTextAreaElement | null | undefined, text: string, piece: string): string => {
  const from = area?.selectionStart ?? text.length
  const to = area?.selectionEnd ?? from
  requestAnimationFrame(() => {
    area?.focus()
    area?.setSelectionRange(from + piece.length, from + piece.length)
  })
  return text.slice(0, from) + piece + text.slice(to)
}

interface FieldsProps {
  draft: Draft
  set(change: Partial<Draft>): void
  area: RefObject<TextAreaRef | null>
}
function TemplateFields({ draft, set, area }: FieldsProps) {
  const t = useWords(words)
  return (
    <>
      <div className="rb-template-names">
        <Field label={t('titleZh')}>
          {(id) => (
            <Input id={id} maxLength={60} value={draft.titleZh} onChange={(e) => set({ titleZh: e.target.value })} />
          )}
        </Field>
        <Field label={t('titleEn')}>
          {(id) => (
            <Input id={id} maxLength={120} value={draft.titleEn} onChange={(e) => set({ titleEn: e.target.value })} />
          )}
        </Field>
        <Field label={t('effectiveFrom')} hint={t('effectiveHint')}>
          {(id) => (
            <DateInput id={id} value={draft.effectiveFrom} onChange={(day) => set({ effectiveFrom: day ?? '' })} />
          )}
        </Field>
      </div>
      <Field label={t('body')}>
        {(id) => (
          <Input.TextArea
            id={id}
            ref={area}
            lang="zh-CN"
            className="rb-template-text"
            autoSize={{ minRows: 16, maxRows: 32 }}
            maxLength={20_000}
            spellCheck={false}
            value={draft.body}
            onChange={(e) => set({ body: e.target.value })}
          />
        )}
      </Field>
    </>
  )
}

interface SaveProps {
  template: LetterTemplate
  draft: Draft
  ready: boolean
  changed: boolean
  discard(): void
}
function SaveBar({ template, draft, ready, changed, discard }: SaveProps) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const after = template.versions[0]?.version ?? 0
  const save = useMutation({
    mutationFn: () =>
      api.post<LetterTemplate>(`/api/letter-templates/${encodeURIComponent(template.key)}`, {
        titleZh: draft.titleZh.trim(),
        titleEn: draft.titleEn.trim(),
        body: draft.body,
        after,
        ...(draft.effectiveFrom ? { effectiveFrom: draft.effectiveFrom } : {}),
      }),
    onSuccess: (saved) => {
      report.done(t('saved', { n: saved.versions[0]?.version ?? 0 }))
      void client.invalidateQueries({ queryKey: ['letter-templates'] })
    },
    onError: report.failed,
  })
  return (
    <div className="rb-actions">
      {!changed && <span className="rb-quiet">{t('unchanged')}</span>}
      <span className="rb-push" />
      {changed && <Button onClick={discard}>{t('discard')}</Button>}
      <Button type="primary" disabled={!ready} loading={save.isPending} onClick={() => save.mutate()}>
        {t('save')}
      </Button>
    </div>
  )
}
