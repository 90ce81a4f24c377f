import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { Batch, Duty } from '@redbridge/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatPeriod } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProgressPanel } from '../../../ui/progress-panel.tsx'
import { BatchStateTag } from '../../../ui/state-names.tsx'
import { BatchFacts } from '../../batches/batch-facts.tsx'
import { Balance } from './balance.tsx'
import { Rejects, type Taken, TakenNote } from './rejects.tsx'
import { words } from './result-words.ts'
import { UploadReport } from './upload-report.tsx'
import { isWorking, useBatch } from './use-batch.ts'
import '../../batches/batches.css'
import '../platform.css'

/** What became of a report: live while it is checked, then its balance and the rows that were sent back. */
export function ReportPage() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useBatch(id)
  useRefreshWhenDone(query.data)
  const batch = query.data
  return (
    <Page
      title={batch ? t('title', { period: formatPeriod(batch.periodKey, lang) }) : t('loading')}
      note={batch && <BatchStateTag state={batch.state} />}
      back={
        <AppLink href="/reports">
          <LeftOutlined aria-hidden="true" /> {t('back')}
        </AppLink>
      }
    >
      <Loaded query={query}>{(found) => <ReportBody batch={found} />}</Loaded>
    </Page>
  )
}

/** The lists that show this report are read again at the moment its checking ends. */
function useRefreshWhenDone(batch: Batch | undefined) {
  const client = useQueryClient()
  const was = useRef(false)
  const working = batch !== undefined && isWorking(batch)
  useEffect(() => {
    if (was.current && !working)
      for (const key of ['duties', 'todo', 'batch-rejects']) void client.invalidateQueries({ queryKey: [key] })
    was.current = working
  }, [working, client])
}

function ReportBody({ batch }: { batch: Batch }) {
  const t = useWords(words)
  // Kept here, because the list itself gives way to the progress while the corrected rows are checked.
  const [taken, setTaken] = useState<Taken | null>(null)
  const note = taken && <TakenNote taken={taken} working={isWorking(batch)} />
  if (isWorking(batch))
    return (
      <div className="rb-batch">
        {note}
        <ProgressPanel progress={batch.progress} title={t('checking')} />
        <BatchFacts batch={batch} />
      </div>
    )
  const usable = batch.state !== 'failed' && batch.totals.rowsIn > 0
  return (
    <div className="rb-batch">
      {note}
      <InForce batch={batch} />
      {batch.fault && <Fault batch={batch} />}
      {usable && <Balance batch={batch} />}
      {usable && <Rejects batch={batch} onTaken={setTaken} />}
      <BatchFacts batch={batch} />
    </div>
  )
}

/** Which report of the period counts, where it is another one than this. */
function InForce({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const { data } = useQuery({
    queryKey: ['duties'],
    queryFn: ({ signal }) => api.get<Duty[]>('/api/duties', {}, signal),
  })
  const other = data?.find((duty) => duty.periodId === batch.periodId)?.batchId
  if (!other || other === batch.id) return null
  return (
    <p className="rb-notice">
      {t('otherInForce')}{' '}
      <AppLink className="rb-in-text" href={`/reports/${other}`}>
        {t('openInForce')}
      </AppLink>
    </p>
  )
}

function Fault({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <section className="rb-panel rb-fault" aria-labelledby="fault">
      <h2 id="fault" className="rb-alert">
        {t('faultTitle')}
      </h2>
      {batch.fault && <p>{pick(batch.fault)}</p>}
      <UploadReport periodKey={batch.periodKey} label={t('uploadAgainLabel')} button={t('uploadAgain')} primary />
    </section>
  )
}
