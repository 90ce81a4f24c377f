import { type Batch, REPORT_COLUMNS } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { formatBytes, formatDate, formatTime } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Code } from '../../ui/code.tsx'
import { Facts } from '../../ui/facts.tsx'
import { words } from './words.ts'

/** Where the figures come from: the file, its checksum, the register they were matched with. */
export function BatchFacts({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const pick = usePick()
  const name = (key: string) => {
    const column = REPORT_COLUMNS.find((c) => c.key === key)
    return column ? pick(column) : key
  }
  const list = (names: readonly string[]) => names.map(name).join(lang === 'zh' ? '、' : ', ')
  return (
    <section>
      <h2>{t('facts')}</h2>
      <div className="rb-panel rb-facts-panel">
        <Facts
          items={[
            [t('file'), batch.fileName ?? t('viaApi')],
            batch.bytes > 0 && [t('size'), formatBytes(batch.bytes)],
            [t('uploaded'), t('uploadedBy', { time: formatTime(batch.uploadedAt), name: batch.uploadedBy })],
            batch.finishedAt !== null && [t('finished'), formatTime(batch.finishedAt)],
            batch.registerVersion !== null && [
              t('register'),
              t('registerVersion', { no: batch.registerVersion, date: formatDate(batch.registerAsOf, lang) }),
            ],
            batch.replacesBatchId !== null && [
              t('replaces'),
              <AppLink key="replaces" href={`/batches/${batch.replacesBatchId}`}>
                {batch.replacesBatchId}
              </AppLink>,
            ],
          ]}
        />
        <Facts
          items={[
            batch.sha256 !== null && [t('sha256'), <Code key="sha" value={batch.sha256} />],
            batch.columns !== null && batch.columns.known.length > 0 && [t('known'), list(batch.columns.known)],
            batch.columns !== null && batch.columns.unknown.length > 0 && [t('unknown'), list(batch.columns.unknown)],
          ]}
        />
      </div>
    </section>
  )
}
