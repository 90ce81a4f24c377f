import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { TARGET_KIND_TEXT, TARGET_KINDS, type TargetKind, type Text } from '@redbridge/contract'
import { Button, Input, Select } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { useReport } from '../../../lib/use-report.ts'
import type { DraftRow } from '../../matters/form/draft.ts'
import { FormLine } from '../../matters/form/form-line.tsx'
import { words } from './form-words.ts'
import { fieldOf, type PartProps, Place, setField } from './part.tsx'
import { MOST_TARGETS, rowsOf, targetRow, targetsOfText, textOf } from './request-draft.ts'
import { RowFault } from './row-fault.tsx'

const PLACEHOLDERS: Record<TargetKind, Text> = {
  order: words.targetOrder,
  item: words.targetItem,
  shop: words.targetShop,
  keyword: words.targetKeyword,
}

/** What the request is about, one target a line; many lines pasted at once become many targets. */
export function TargetsInput({ request }: PartProps) {
  const t = useWords(words)
  const report = useReport()
  const field = fieldOf(request, 'targets')
  const rows = rowsOf(request.form.draft, 'targets')
  const set = (next: readonly DraftRow[]) => setField(request, 'targets', next)
  if (!field) return null
  const lastKind = (textOf(rows.at(-1)?.values ?? {}, 'kind') || 'shop') as TargetKind
  const paste = (at: number, kind: TargetKind, text: string) => {
    const known = new Set(rows.map((row) => textOf(row.values, 'value').trim()))
    const values = targetsOfText(text).filter((value) => !known.has(value))
    const kept = rows.filter((row, i) => i < at || textOf(row.values, 'value').trim() !== '' || i > at)
    const room = MOST_TARGETS - kept.length
    const added = values.slice(0, Math.max(0, room)).map((value) => targetRow(kind, value))
    set([...kept.slice(0, at), ...added, ...kept.slice(at)])
    if (values.length > room) report.refused(t('targetsOver'))
    else report.done(t('targetsTaken', { n: added.length }))
  }
  return (
    <Place name="targets" wide>
      <FormLine
        field={{ ...field, help: { zh: words.targetPaste.zh, en: words.targetPaste.en } }}
        fault={request.faults.get('targets')}
        group
      >
        {() => (
          <div className="rb-ask-rows">
            {rows.map((row, i) => (
              <TargetRow
                key={row.key}
                n={i}
                row={row}
                request={request}
                onChange={(next) => set(rows.with(i, next))}
                onPaste={(kind, text) => paste(i, kind, text)}
                onRemove={rows.length > 1 ? () => set(rows.filter((one) => one !== row)) : null}
              />
            ))}
            <Button
              className="rb-ask-add"
              icon={<PlusOutlined aria-hidden="true" />}
              disabled={rows.length >= MOST_TARGETS}
              onClick={() => set([...rows, targetRow(lastKind, '')])}
            >
              {t('targetAdd')}
            </Button>
          </div>
        )}
      </FormLine>
    </Place>
  )
}

interface RowProps extends PartProps {
  n: number
  row: DraftRow
  onChange(row: DraftRow): void
  onPaste(kind: TargetKind, text: string): void
  onRemove: (() => void) | null
}

function TargetRow({ n, row, request, onChange, onPaste, onRemove }: RowProps) {
  const t = useWords(words)
  const pick = usePick()
  const kind = (textOf(row.values, 'kind') || 'shop') as TargetKind
  const place = `targets.${n}`
  const fault = request.faults.get(`${place}.value`) ?? request.faults.get(place)
  const put = (name: string, value: string) => onChange({ ...row, values: { ...row.values, [name]: value } })
  return (
    // biome-ignore lint/a11y/useSemanticElements: one target in one line
    <div className="rb-ask-target" role="group" aria-label={t('targetNth', { n: n + 1 })} data-place={place}>
      <Select
        aria-label={t('targetKind')}
        value={kind}
        options={TARGET_KINDS.map((value) => ({ value, label: pick(TARGET_KIND_TEXT[value]) }))}
        onChange={(next) => put('kind', next)}
      />
      <Input
        className="rb-ask-value"
        data-place={`${place}.value`}
        aria-label={pick(PLACEHOLDERS[kind])}
        placeholder={pick(PLACEHOLDERS[kind])}
        maxLength={300}
        value={textOf(row.values, 'value')}
        status={fault ? 'error' : ''}
        aria-invalid={fault !== undefined}
        onChange={(event) => put('value', event.target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text')
          if (targetsOfText(text).length < 2) return
          event.preventDefault()
          onPaste(kind, text)
        }}
      />
      <Input
        className="rb-ask-note"
        aria-label={t('targetNote')}
        placeholder={t('targetNote')}
        maxLength={500}
        value={textOf(row.values, 'note')}
        onChange={(event) => put('note', event.target.value)}
      />
      <Button
        type="text"
        aria-label={t('targetRemove', { n: n + 1 })}
        disabled={onRemove === null}
        onClick={() => onRemove?.()}
      >
        ✕
      </Button>
      <RowFault fault={fault} />
    </div>
  )
}
