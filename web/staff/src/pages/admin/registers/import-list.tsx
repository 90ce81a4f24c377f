import { REGISTER_KIND_TEXT, type RegisterDetail, type RegisterImport } from '@redbridge/contract'
import { Progress } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatBytes, formatDate, formatNumber, formatTime } from '../../../lib/format.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import { words } from './words.ts'

const STATES: Record<RegisterImport['state'], [word: 'uploaded' | 'reading' | 'done' | 'failed', tone: Tone]> = {
  uploaded: ['uploaded', 'waiting'],
  reading: ['reading', 'active'],
  ready: ['done', 'done'],
  failed: ['failed', 'alert'],
}

/** What came in, by whom, and how far it is. */
export function ImportList({ register }: { register: RegisterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  return (
    <section className="rb-section">
      <h2>{t('imports')}</h2>
      {register.imports.length === 0 ? (
        <p className="rb-quiet">{t('noImports')}</p>
      ) : (
        <DataTable
          label={t('imports')}
          rows={register.imports}
          rowKey={(i) => i.id}
          columns={[
            {
              key: 'file',
              title: t('file'),
              render: (i) => (
                <>
                  <div className="rb-break">{i.fileName}</div>
                  <div className="rb-sub">
                    {pick(REGISTER_KIND_TEXT[i.kind])} · {formatBytes(i.bytes)}
                  </div>
                </>
              ),
            },
            { key: 'state', title: t('state'), render: (i) => <ImportState item={i} /> },
            { key: 'rows', title: t('rows'), number: true, priority: 2, render: (i) => formatNumber(i.rows) },
            { key: 'asOf', title: t('asOf'), priority: 2, render: (i) => formatDate(i.asOf, lang) },
            {
              key: 'by',
              title: t('by'),
              priority: 3,
              render: (i) => (
                <>
                  <div>{i.byUser}</div>
                  <div className="rb-sub">{formatTime(i.createdAt)}</div>
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}

function ImportState({ item }: { item: RegisterImport }) {
  const t = useWords(words)
  const pick = usePick()
  const [word, tone] = STATES[item.state]
  const share = item.rows > 0 ? Math.min(100, Math.floor((item.rowsRead / item.rows) * 100)) : 0
  return (
    <>
      <StateTag tone={tone}>{t(word)}</StateTag>
      {item.state === 'reading' && (
        <div className="rb-import-progress">
          <Progress percent={share} size="small" showInfo={false} status="active" aria-label={item.fileName} />
          <div className="rb-sub">{t('rowsOf', { done: formatNumber(item.rowsRead) })}</div>
        </div>
      )}
      {item.problem && <div className="rb-sub rb-alert">{pick(item.problem)}</div>}
    </>
  )
}
