import type { ChangedOperator, PeriodComparison } from '@redbridge/contract'
import { Pagination, Tabs } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatPeriod } from '../../lib/format.ts'
import { Code } from '../../ui/code.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Equation } from '../../ui/equation.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { words } from './compare-words.ts'

type Change = ChangedOperator['change']
const CHANGES = ['new', 'gone', 'changed'] as const

interface Props {
  result: PeriodComparison
  which: Change
  onChoose(search: Record<string, string>): void
}

export function CompareResult({ result, which, onChoose }: Props) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { totals } = result
  const columns = useColumns(which)
  const kept = [
    { label: t('same'), value: totals.same },
    { label: t('changed'), value: totals.changed },
  ]
  return (
    <>
      <div className="rb-panel rb-compare-sums">
        <Equation
          label={t('sumBefore')}
          whole={{ label: t('before', { period: formatPeriod(result.from, lang) }), value: totals.before }}
          parts={[...kept, { label: t('gone'), value: totals.gone }]}
        />
        <Equation
          label={t('sumAfter')}
          whole={{ label: t('before', { period: formatPeriod(result.to, lang) }), value: totals.after }}
          parts={[...kept, { label: t('new'), value: totals.new }]}
        />
      </div>
      <Tabs
        activeKey={which}
        onChange={(change) => onChoose({ change, page: '' })}
        items={CHANGES.map((key) => ({ key, label: `${t(key)} ${formatNumber(totals[key])}` }))}
      />
      {result.items.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <>
          <DataTable
            label={t(which)}
            columns={columns}
            rows={result.items}
            rowKey={(o) => o.uscc + o.name + o.address}
          />
          <div className="rb-pages">
            <span />
            <Pagination
              size="small"
              current={result.page}
              pageSize={result.size}
              total={result.total}
              showSizeChanger={false}
              hideOnSinglePage
              onChange={(page) => onChoose({ page: page > 1 ? String(page) : '' })}
            />
          </div>
        </>
      )}
    </>
  )
}

function useColumns(which: Change): Column<ChangedOperator>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const field = (key: string) => (key === 'name' || key === 'address' || key === 'shop' ? t(key) : key)
  const columns: Column<ChangedOperator>[] = [
    { key: 'operator', title: t('operator'), render: (o) => o.name },
    {
      key: 'code',
      title: t('code'),
      priority: 2,
      render: (o) => (o.uscc ? <Code value={o.uscc} /> : <span className="rb-quiet">{t('natural')}</span>),
    },
  ]
  if (which === 'gone')
    return [
      ...columns,
      { key: 'address', title: t('addressBefore'), priority: 3, render: (o) => o.addressBefore ?? '—' },
    ]
  if (which === 'changed')
    columns.push(
      {
        key: 'fields',
        title: t('fields'),
        render: (o) => o.changedFields.map(field).join(lang === 'zh' ? '、' : ', '),
      },
      {
        key: 'nameBefore',
        title: t('nameBefore'),
        priority: 2,
        render: (o) => (o.changedFields.includes('name') ? o.nameBefore : '—'),
      },
      {
        key: 'addressBefore',
        title: t('addressBefore'),
        priority: 3,
        render: (o) => (o.changedFields.includes('address') ? o.addressBefore : '—'),
      },
    )
  return [...columns, { key: 'address', title: t('address'), priority: 3, render: (o) => o.address ?? '—' }]
}
