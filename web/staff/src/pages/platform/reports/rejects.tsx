import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { Batch } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { uploadFile } from '../../../lib/upload.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import { RejectRows } from '../../batches/rejected-rows.tsx'
import { words } from './result-words.ts'
import { REPORT_FILES } from './upload-report.tsx'

/** What the server said about a corrected list. */
export interface Taken {
  batch: Batch
  taken: number
  refused: number[]
  refusedTotal: number
}

/** Rows that were not accepted, and the way to correct only these. */
export function Rejects({ batch, onTaken }: { batch: Batch; onTaken(taken: Taken): void }) {
  const t = useWords(words)
  const open = batch.state === 'matched' || batch.state === 'invalid'
  return (
    <section aria-labelledby="rejects-title">
      <h2 id="rejects-title">{t('rejectsTitle')}</h2>
      {batch.totals.rejected === 0 ? (
        <p>
          <StateTag tone="done">{t('noRejects')}</StateTag>
        </p>
      ) : (
        <>
          {open && <p>{t('rejectsText')}</p>}
          {['pushed', 'answered', 'closed'].includes(batch.state) && <p>{t('frozen')}</p>}
          <Correct batch={batch} open={open} onTaken={onTaken} />
          <RejectRows batch={batch} />
        </>
      )}
    </section>
  )
}

function Correct({ batch, open, onTaken }: { batch: Batch; open: boolean; onTaken(taken: Taken): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const path = `/api/batches/${encodeURIComponent(batch.id)}`
  return (
    <div className="rb-steps">
      <div className="rb-step">
        <span className="rb-quiet">{t('stepOne')}</span>
        <Button icon={<DownloadOutlined aria-hidden="true" />} href={`${path}/rejects.xlsx`} download>
          {t('download', { n: batch.totals.rejected })}
        </Button>
      </div>
      {open && (
        <UploadBox
          label={`${t('stepTwo')} · ${t('correctLabel')}`}
          hint={t('correctHint')}
          button={t('correct')}
          accept={REPORT_FILES}
          primary
          send={(file, options) => uploadFile<Taken>(`${path}/corrections`, file, options)}
          onDone={(result) => {
            onTaken(result)
            client.setQueryData(['batch', batch.id], result.batch)
            void client.invalidateQueries({ queryKey: ['batch-rejects'] })
          }}
        />
      )}
    </div>
  )
}

/** Which rows of the corrected list were taken and which were not. */
export function TakenNote({ taken, working }: { taken: Taken; working: boolean }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const shown = taken.refused.slice(0, 12).join(lang === 'zh' ? '、' : ', ')
  const rows = taken.refusedTotal > 12 ? t('refusedMore', { rows: shown }) : shown
  return (
    <div className="rb-notice" role="status">
      <p>{taken.taken > 0 ? t(working ? 'taken' : 'takenDone', { n: taken.taken }) : t('takenNone')}</p>
      {taken.refusedTotal > 0 && <p>{t('refused', { n: taken.refusedTotal, rows })}</p>}
    </div>
  )
}
