import DownOutlined from '@ant-design/icons/DownOutlined'
import { Button, Checkbox, Input, Popover, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useLanguage, usePick, useWords } from '../i18n/language.tsx'
import { type FilterSpec, type FilterValues, filterText } from '../lib/filters.ts'
import { words } from './list-words.ts'
import { SavedViews } from './saved-views.tsx'

interface Props {
  specs: readonly FilterSpec[]
  values: FilterValues
  /** one filter changes; an empty list removes it */
  onChange(key: string, chosen: readonly string[]): void
  onClear(): void
  /** name of the list, under which views are kept */
  viewsOf?: string
}

/** Search box, a button for each filter, the active ones as chips one can read and remove. */
export function FilterBar({ specs, values, onChange, onClear, viewsOf }: Props) {
  const t = useWords(words)
  const text = specs.find((s) => s.kind === 'text')
  const rare = specs.filter((s) => s.rare)
  const active = specs.filter((s) => s.kind !== 'text' && (values[s.key]?.length ?? 0) > 0)
  return (
    <search className="rb-filters" aria-label={t('filters')}>
      <div className="rb-filter-row">
        {text && <SearchBox spec={text} value={values[text.key]?.[0] ?? ''} onChange={onChange} />}
        {specs
          .filter((s) => !s.rare && (s.kind === 'many' || s.kind === 'one'))
          .map((spec) => (
            <FilterButton key={spec.key} spec={spec} chosen={values[spec.key] ?? []} onChange={onChange} />
          ))}
        {rare.length > 0 && <MoreFilters specs={rare} values={values} onChange={onChange} />}
        {viewsOf && <SavedViews list={viewsOf} />}
      </div>
      {active.length > 0 && (
        <div className="rb-filter-row">
          {active.map((spec) => (
            <FilterChip
              key={spec.key}
              spec={spec}
              chosen={values[spec.key] ?? []}
              onRemove={() => onChange(spec.key, [])}
            />
          ))}
          <Button type="link" size="small" onClick={onClear}>
            {t('clear')}
          </Button>
        </div>
      )}
    </search>
  )
}

function FilterChip({ spec, chosen, onRemove }: { spec: FilterSpec; chosen: readonly string[]; onRemove(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const text = filterText(spec, chosen, lang)
  return (
    <span className="rb-chip">
      {text}
      <button type="button" aria-label={t('removeFilter', { filter: text })} onClick={onRemove}>
        ×
      </button>
    </span>
  )
}

function SearchBox({ spec, value, onChange }: { spec: FilterSpec; value: string; onChange: Props['onChange'] }) {
  const pick = usePick()
  const t = useWords(words)
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const search = (next: string) => onChange(spec.key, next.trim() ? [next.trim()] : [])
  return (
    <Input.Search
      className="rb-search"
      value={text}
      allowClear
      placeholder={pick(spec.word)}
      aria-label={`${t('search')}: ${pick(spec.word)}`}
      onChange={(event) => setText(event.target.value)}
      onSearch={search}
    />
  )
}

interface OneFilter {
  spec: FilterSpec
  chosen: readonly string[]
  onChange: Props['onChange']
}

/** The options of one filter. Choosing the chosen one of a single choice again removes it. */
function Options({ spec, chosen, onChange, onChosen }: OneFilter & { onChosen?: () => void }) {
  const pick = usePick()
  const t = useWords(words)
  const options = (spec.options ?? []).map((o) => ({ value: o.value, label: pick(o.word) }))
  if (spec.kind === 'many')
    return (
      <Checkbox.Group
        className="rb-options"
        options={options}
        value={[...chosen]}
        onChange={(next) => onChange(spec.key, next as string[])}
      />
    )
  return (
    <>
      {spec.onSearch && (
        <Input
          allowClear
          className="rb-option-search"
          placeholder={t('search')}
          aria-label={`${t('search')}: ${pick(spec.word)}`}
          onChange={(event) => spec.onSearch?.(event.target.value)}
        />
      )}
      <Radio.Group
        className="rb-options"
        options={options}
        value={chosen[0] ?? null}
        onChange={(event) => {
          onChange(spec.key, [event.target.value as string])
          onChosen?.()
        }}
      />
    </>
  )
}

function FilterButton({ spec, chosen, onChange }: OneFilter) {
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const content = <Options spec={spec} chosen={chosen} onChange={onChange} onChosen={() => setOpen(false)} />
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} content={content} arrow={false}>
      <Button aria-expanded={open} className={chosen.length > 0 ? 'rb-filter-on' : ''}>
        {pick(spec.word)}
        {chosen.length > 1 ? ` ${chosen.length}` : ''}
        <DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />
      </Button>
    </Popover>
  )
}

/** The filters used less often, together. */
function MoreFilters({
  specs,
  values,
  onChange,
}: {
  specs: readonly FilterSpec[]
  values: FilterValues
  onChange: Props['onChange']
}) {
  const t = useWords(words)
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const active = specs.filter((s) => (values[s.key]?.length ?? 0) > 0).length
  const content = (
    <div className="rb-more-filters">
      {specs.map((spec) => (
        <fieldset key={spec.key}>
          <legend>{pick(spec.word)}</legend>
          {(spec.options ?? []).length === 0 && <span className="rb-quiet">—</span>}
          <Options spec={spec} chosen={values[spec.key] ?? []} onChange={onChange} />
        </fieldset>
      ))}
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} content={content} arrow={false}>
      <Button aria-expanded={open} className={active > 0 ? 'rb-filter-on' : ''}>
        {t('moreFilters')}
        {active > 0 ? ` ${active}` : ''}
        <DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />
      </Button>
    </Popover>
  )
}
