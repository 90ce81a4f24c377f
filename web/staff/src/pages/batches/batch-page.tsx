import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { Batch } from '@redbridge/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useEffect } from 'react'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatPeriod } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ProgressPanel } from '../../ui/progress-panel.tsx'
import { BatchStateTag } from '../../ui/state-names.tsx'
import { BatchCounts } from './batch-counts.tsx'
import { BatchFacts } from './batch-facts.tsx'
import { BatchTotals } from './batch-totals.tsx'
import { OutsideGroups } from './outside-groups.tsx'
import { RejectedRows } from './rejected-rows.tsx'
import { words } from './words.ts'
import './batches.css'

const isWorking = (batch: Batch | undefined) => batch?.state === 'uploaded' || batch?.state === 'checking'

/** One report: live progress while it is checked, then totals that balance and everything they open to. */
export function BatchPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => api.get<Batch>(`/api/batches/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: (q) => (isWorking(q.state.data) ? 1000 : false),
  })
  const working = isWorking(query.data)
  useEffect(() => {
    // When the work ends, what depends on it is read anew.
    if (!working) void client.invalidateQueries({ queryKey: ['batch-rejects', id] })
  }, [working, client, id])
  return <Loaded query={query}>{(batch) => <BatchView batch={batch} />}</Loaded>
}

function BatchView({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const period = formatPeriod(batch.periodKey, lang)
  const working = isWorking(batch)
  const counted = !working && batch.totals.rowsIn > 0
  return (
    <Page
      title={`${batch.platformName} · ${period}`}
      back={<AppLink href={`/periods/${batch.periodId}`}>‹ {t('back', { period })}</AppLink>}
      note={<BatchStateTag state={batch.state} />}
      actions={counted && <BatchActions batch={batch} />}
    >
      <div className="rb-batch">
        {batch.fault && (
          <Alert type="error" showIcon title={t('failedTitle')} description={pick(batch.fault)} role="alert" />
        )}
        {working && <ProgressPanel progress={batch.progress} title={t('working')} />}
        {counted && (
          <>
            <BatchTotals batch={batch} />
            <BatchCounts batch={batch} />
            <OutsideGroups batch={batch} />
            <RejectedRows batch={batch} />
          </>
        )}
        <BatchFacts batch={batch} />
      </div>
    </Page>
  )
}

function BatchActions({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const may = useMay()
  const { problem, undecided } = batch.totals
  if (problem + undecided === 0) return null
  return (
    <>
      <Button icon={<DownloadOutlined />} href={`/api/batches/${encodeURIComponent(batch.id)}/problems.xlsx`} download>
        {t('exportProblems')}
      </Button>
      {may('problem.review') && (
        <LinkButton type="primary" href={`/problems?state=found,undecided&batchId=${batch.id}`}>
          {t('review')}
        </LinkButton>
      )}
    </>
  )
}
