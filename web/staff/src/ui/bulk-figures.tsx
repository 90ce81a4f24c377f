import { type BulkResult, PROBLEM_KIND_TEXT, type ProblemKind } from '@redbridge/contract'
import { usePick, useWords } from '../i18n/language.tsx'
import { formatNumber } from '../lib/format.ts'
import { words } from './bulk-words.ts'
import { StateTag } from './state-tag.tsx'

/** What a bulk action will do or did: how many, which kinds and platforms, and what is left out and why. */
export function BulkFigures({ result }: { result: BulkResult }) {
  const t = useWords(words)
  const pick = usePick()
  const excluded = result.excluded.reduce((sum, e) => sum + e.count, 0)
  const n = result.affected
  const kinds = Object.entries(result.byKind).filter(([, count]) => count > 0)
  const name = (kind: string) => (kind in PROBLEM_KIND_TEXT ? pick(PROBLEM_KIND_TEXT[kind as ProblemKind]) : kind)
  const headline = result.preview ? (n > 0 ? t('willAffect', { n }) : t('noneAffected')) : t('done', { n })
  return (
    <div className="rb-stack">
      <p role="status" className="rb-strong">
        <StateTag tone={result.preview ? 'active' : 'done'}>{headline}</StateTag>
      </p>
      {kinds.length > 0 && <Counts title={t('byKind')} rows={kinds.map(([k, c]) => [name(k), c])} />}
      {result.byPlatform.length > 0 && (
        <Counts title={t('byPlatform')} rows={result.byPlatform.map((p) => [p.platformName, p.count])} />
      )}
      {excluded > 0 && (
        <>
          <p className="rb-strong">
            <StateTag tone="dropped">{t(result.preview ? 'willExclude' : 'excluded', { n: excluded })}</StateTag>
          </p>
          <Counts title="" rows={result.excluded.map((e) => [pick(e), e.count])} />
        </>
      )}
    </div>
  )
}

function Counts({ title, rows }: { title: string; rows: readonly (readonly [string, number])[] }) {
  return (
    <table className="rb-counts">
      {title && <caption>{title}</caption>}
      <tbody>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="rb-number">{formatNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
