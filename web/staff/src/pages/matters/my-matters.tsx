import type { Matter, Page } from '@redbridge/contract'
import { useRouter } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.tsx'
import { AppLink } from '../../ui/app-link.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { useMatterColumns } from './matter-columns.tsx'
import { words } from './words.ts'
import './matters.css'

/** What waits for oneself, the nearest last day first; all of it is one link away. */
export function MyMatters({ matters, title, all }: { matters: Page<Matter>; title: string; all: string }) {
  const t = useWords(words)
  const router = useRouter()
  const columns = useMatterColumns().filter((one) => one.key !== 'assignee' && one.key !== 'updated')
  return (
    <section className="rb-my-matters" aria-labelledby="my-matters">
      <div className="rb-my-matters-head">
        <h2 id="my-matters">{title}</h2>
        <span className="rb-push" />
        {matters.total > matters.items.length && <AppLink href="/matters?box=mine">{all}</AppLink>}
      </div>
      <DataTable
        label={t('mine')}
        columns={columns}
        rows={matters.items}
        rowKey={(m) => m.id}
        onOpen={(m) => void router.navigate({ href: `/matters/${m.id}?box=mine` })}
      />
    </section>
  )
}
