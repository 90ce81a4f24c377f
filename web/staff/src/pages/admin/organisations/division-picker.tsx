import type { Division } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { z } from 'zod'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMe } from '../../../lib/session.ts'
import { Field } from '../../../ui/field.tsx'
import { words } from './words.ts'

type Row = z.infer<typeof Division>
const NATION = '000000'

const useDivisions = (parent: string | null): Row[] => {
  const { data } = useQuery({
    queryKey: ['divisions', parent],
    queryFn: () => api.get<Row[]>('/api/divisions', { parent }),
    enabled: parent !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? []
}

/** A division of GB/T 2260, level by level; each choice may be the last. */
export function DivisionPicker({ value, onChange }: { value: string; onChange(division: string): void }) {
  const t = useWords(words)
  const own = useMe().organisation.division
  const province = value && value !== NATION ? `${value.slice(0, 2)}0000` : null
  const provinces = useDivisions(NATION)
  const second = useDivisions(province)
  // Municipalities have no cities: their counties stand right below.
  const city = second.find((d) => d.code === `${value.slice(0, 4)}00`)?.code
  const secondValue = city ?? second.find((d) => d.code === value)?.code ?? null
  const third = useDivisions(city ?? null)
  const thirdValue = third.find((d) => d.code === value)?.code ?? null
  const top = own === NATION ? [{ code: NATION, name: t('wholeNation') }, ...provinces] : provinces
  return (
    <div className="rb-field-row">
      <Level
        label={t('provinceOf')}
        rows={top}
        value={value === NATION ? NATION : province}
        onChange={(code) => onChange(code ?? '')}
      />
      {second.length > 0 && (
        <Level
          label={t('cityOf')}
          rows={second}
          value={secondValue}
          onChange={(code) => onChange(code ?? province ?? '')}
        />
      )}
      {third.length > 0 && (
        <Level
          label={t('countyOf')}
          rows={third}
          value={thirdValue}
          onChange={(code) => onChange(code ?? city ?? '')}
        />
      )}
    </div>
  )
}

interface LevelProps {
  label: string
  rows: readonly Row[]
  value: string | null
  onChange(code: string | undefined): void
}

function Level({ label, rows, value, onChange }: LevelProps) {
  const t = useWords(words)
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('choose')}
          value={value}
          options={rows.map((d) => ({ value: d.code, label: d.name }))}
          onChange={(code: string | undefined) => onChange(code)}
        />
      )}
    </Field>
  )
}
