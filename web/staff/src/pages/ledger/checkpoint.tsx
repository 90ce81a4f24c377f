import type { LedgerEntries } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber, formatTime } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { CopyButton } from '../../ui/code.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { words } from './words.ts'

type Checkpoint = NonNullable<LedgerEntries['checkpoint']>

/** The newest checkpoint: what was signed last, to be noted by who wants to hold the system to it. */
export function NewestCheckpoint() {
  const t = useWords(words)
  // Entries come with the newest checkpoint; those about the ledger itself are few.
  const query = useQuery({
    queryKey: ['ledger', 'entries', 'ledger'],
    queryFn: ({ signal }) => api.get<LedgerEntries>('/api/ledger/entries', { subject: 'ledger' }, signal),
  })
  return (
    <section aria-labelledby="checkpoint">
      <h2 id="checkpoint">{t('checkpoint')}</h2>
      <Loaded query={query}>
        {({ checkpoint }) =>
          checkpoint ? <CheckpointFacts checkpoint={checkpoint} /> : <p className="rb-quiet">{t('noCheckpoint')}</p>
        }
      </Loaded>
    </section>
  )
}

function CheckpointFacts({ checkpoint }: { checkpoint: Checkpoint }) {
  const t = useWords(words)
  const report = useReport()
  const { size, at, note, timeStamp } = checkpoint
  const { sha256, sm3 } = readRoots(note)
  const copy = async () => {
    await navigator.clipboard.writeText(note)
    report.done(t('checkpointCopied'))
  }
  return (
    <>
      <Facts
        items={[
          [t('size'), t('sizeCount', { n: formatNumber(size) })],
          [t('signedAt'), formatTime(at)],
          [t('timeStamp'), timeStamp ? `${formatTime(timeStamp.at)} ${timeStamp.authority}` : t('noTimeStamp')],
          [t('root', { hash: 'SHA-256' }), <Root key="sha256" value={sha256} />],
          [t('root', { hash: 'SM3' }), <Root key="sm3" value={sm3} />],
        ]}
      />
      <div className="rb-actions rb-ledger-actions">
        <Button onClick={() => void copy()}>{t('copyCheckpoint')}</Button>
        <a href="/api/ledger/checkpoint" target="_blank" rel="noreferrer">
          {t('openCheckpoint')}
        </a>
      </div>
    </>
  )
}

/** Base64 is no code to be read in groups: it stands as in the checkpoint. */
function Root({ value }: { value: string }) {
  return (
    <span className="rb-ledger-hash" translate="no">
      {value}
      <CopyButton text={value} />
    </span>
  )
}

/** The roots as the checkpoint's text bears them: origin, size, SHA-256, `sm3 …`. Nothing is verified here. */
const readRoots = (note: string): { sha256: string; sm3: string } => {
  const [, , sha256 = '', sm3 = ''] = note.split('\n')
  return { sha256, sm3: sm3.replace(/^sm3 /, '') }
}
