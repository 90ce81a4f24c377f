import type { Text } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import type { DraftOrganisation } from '../../matters/form/draft.ts'
import { FormLine } from '../../matters/form/form-line.tsx'
import { bridgePlatformsQuery } from '../queries.ts'
import { words } from './form-words.ts'
import { type PartProps, Place, setField } from './part.tsx'

const LABEL: Text = words.platform

/** Platforms that have joined, anywhere in the country. A request that exists keeps its platform. */
export function PlatformInput({ request, fixed }: PartProps & { fixed: boolean }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { data, isPending } = useQuery(bridgePlatformsQuery)
  const value = request.form.draft.platformId as DraftOrganisation | undefined
  const found = (data?.items ?? []).map((one) => {
    const name = lang === 'zh' ? one.nameZh : one.nameEn || one.nameZh
    return { value: one.id, label: one.sandbox ? `${name} (${t('sandbox')})` : name }
  })
  const options =
    value && !found.some((one) => one.value === value.id) ? [{ value: value.id, label: value.name }, ...found] : found
  return (
    <Place name="platformId" wide>
      <FormLine
        field={{ name: 'platformId', kind: 'organisation', label: LABEL, required: true }}
        fault={request.faults.get('platformId')}
      >
        {(ids) => (
          <Select
            id={ids.id}
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={fixed}
            loading={isPending}
            placeholder={t('platformHint')}
            notFoundContent={t('platformNone')}
            status={ids.invalid ? 'error' : ''}
            aria-invalid={ids.invalid}
            aria-describedby={ids.describedBy}
            value={value?.id ?? null}
            options={options}
            onChange={(id: string) => {
              const name = options.find((one) => one.value === id)?.label ?? id
              setField(request, 'platformId', { id, name })
            }}
          />
        )}
      </FormLine>
    </Place>
  )
}
