import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { Batch } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatBytes, formatDate, formatPeriod, formatTime } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Code } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProgressPanel } from '../../../ui/progress-panel.tsx'
import { BatchStateTag } from '../../../ui/state-names.tsx'
import { Balance } from './balance.tsx'
import { Rejects } from './rejects.tsx'
import { words } from './result-words.ts'
import { UploadReport } from './upload-report.tsx'
import { isWorking, useBatch } from './use-batch.ts'
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
      title={batch ? t('title', { period: formatPeriod(batch.periodKey, lang) }) : t('back')}
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
      for (const key of ['duties', 'todo', 'rejects']) void client.invalidateQueries({ queryKey: [key] })
    was.current = working
  }, [working, client])
}

function ReportBody({ batch }: { batch: Batch }) {
  const t = useWords(words)
  if (isWorking(batch))
    return (
      <>
        <ProgressPanel progress={batch.progress} title={t('checking')} />
        <FileFacts batch={batch} />
      </>
    )
  const usable = batch.state !== 'failed' && batch.totals.rowsIn > 0
  return (
    <>
      {batch.fault && <Fault batch={batch} />}
      {usable && <Balance batch={batch} />}
      {usable && <Rejects batch={batch} />}
      <FileFacts batch={batch} />
    </>
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

function FileFacts({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { columns } = batch
  const list = (names: readonly string[]) => names.join(lang === 'zh' ? '、' : ', ')
  return (
    <section className="rb-section">
      <h2>{t('file')}</h2>
      <Facts
        items={[
          [
            t('file'),
            batch.fileName ? t('fileSize', { name: batch.fileName, size: formatBytes(batch.bytes) }) : t('api'),
          ],
          [t('uploaded'), t('uploadedBy', { time: formatTime(batch.uploadedAt), name: batch.uploadedBy })],
          batch.finishedAt !== null && [t('finished'), formatTime(batch.finishedAt)],
          batch.registerAsOf !== null && [
            t('register'),
            t('registerOf', { date: formatDate(batch.registerAsOf, lang) }),
          ],
          batch.replacesBatchId !== null && [
            t('replaces'),
            <AppLink key="replaces" href={`/reports/${batch.replacesBatchId}`}>
              {t('replacesLink')}
            </AppLink>,
          ],
          batch.sha256 !== null && [t('digest'), <Code key="digest" value={batch.sha256} />],
        ]}
      />
      {columns && columns.known.length > 0 && (
        <p className="rb-quiet">{t('knownColumns', { columns: list(columns.known) })}</p>
      )}
      {columns && columns.unknown.length > 0 && <p>{t('unknownColumns', { columns: list(columns.unknown) })}</p>}
    </section>
  )
}
