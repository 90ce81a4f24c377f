import type { MatterStatistics } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatTime } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './words.ts'

type Proof = MatterStatistics['proofs'][number]

/** The nightly proofs, the newest first; what does not agree is named. */
export function Proofs({ proofs }: { proofs: readonly Proof[] }) {
  const t = useWords(words)
  const pick = usePick()
  const columns: Column<Proof>[] = [
    { key: 'at', title: t('at'), render: (proof) => formatTime(proof.at) },
    {
      key: 'result',
      title: t('result'),
      render: (proof) => <StateTag tone={proof.ok ? 'done' : 'alert'}>{t(proof.ok ? 'ok' : 'fault')}</StateTag>,
    },
    {
      key: 'faults',
      title: t('faults'),
      render: (proof) =>
        proof.faults.length === 0 ? (
          <span className="rb-quiet">—</span>
        ) : (
          <ul className="rb-plain-list">
            {proof.faults.map((fault) => (
              <li key={fault.zh}>{pick(fault)}</li>
            ))}
          </ul>
        ),
    },
  ]
  return (
    <section aria-labelledby="proofs">
      <h2 id="proofs">{t('proofs')}</h2>
      <p className="rb-quiet">{t('proofsText')}</p>
      {proofs.length === 0 ? (
        <p className="rb-quiet">{t('noProofs')}</p>
      ) : (
        <DataTable label={t('proofs')} columns={columns} rows={proofs} rowKey={(proof) => proof.at} />
      )}
    </section>
  )
}
