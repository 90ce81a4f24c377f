import { Segmented, Tabs } from 'antd'
import { useWords } from '../../i18n/language.tsx'
import { useSearchWords } from '../../lib/use-search.ts'
import { Page } from '../../ui/page.tsx'
import { PackageList } from './package-list.tsx'
import { TransferList } from './transfer-list.tsx'
import { words } from './words.ts'

/** Operators that go to the bureau where they are registered, and what comes back. */
export function TransfersPage() {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const box = search.box === 'out' ? 'out' : 'in'
  const view = search.view === 'packages' ? 'packages' : 'operators'
  const turn = (next: Record<string, string>) =>
    change({ state: '', province: '', period: '', packageNo: '', q: '', page: '', ...next })
  return (
    <Page
      title={t('title')}
      actions={
        <Segmented
          aria-label={t('view')}
          value={view}
          options={[
            { value: 'operators', label: t('operators') },
            { value: 'packages', label: t('packages') },
          ]}
          onChange={(next) => turn({ view: next === 'packages' ? 'packages' : '' })}
        />
      }
    >
      <Tabs
        activeKey={box}
        onChange={(next) => turn({ box: next })}
        items={(['in', 'out'] as const).map((key) => ({
          key,
          label: t(key),
          children: key === box && (view === 'packages' ? <PackageList box={key} /> : <TransferList box={key} />),
        }))}
      />
    </Page>
  )
}
