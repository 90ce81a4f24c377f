import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { words } from './words.ts'

const NEEDS: Partial<Record<ReportField, keyof typeof words>> = {
  name: 'needName',
  uscc: 'needCode',
  idNumber: 'needId',
  address: 'needAddress',
  phone: 'needPhone',
  shopName: 'needShop',
  shopUrl: 'needUrl',
  exemption: 'needExemption',
  overThreshold: 'needThreshold',
}

/** What a report holds and by which articles it is asked for. */
export function Asked() {
  const t = useWords(words)
  const pick = usePick()
  return (
    <section className="rb-section rb-asked">
      <h2>{t('asked')}</h2>
      <p>{t('askedText')}</p>
      <p className="rb-quiet">{t('askedBasis')}</p>
      <table className="rb-counts">
        <caption className="rb-hidden">{t('asked')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('need')}</th>
          </tr>
        </thead>
        <tbody>
          {REPORT_COLUMNS.map((column) => (
            <tr key={column.key}>
              <th scope="row">{pick(column)}</th>
              <td>{t((NEEDS[column.key] ?? 'needAny') as 'needAny')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
