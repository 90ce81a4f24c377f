import type { AuditEvent } from '@redbridge/contract'
import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { CopyButton } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { words } from './words.ts'

interface Props {
  event: AuditEvent
  onOnly(key: 'userId' | 'subjectId', value: string): void
}

/** One entry: who, when, on what, and what was recorded, readable and as it stands. */
export function AuditDetail({ event, onOnly }: Props) {
  const t = useWords(words)
  const empty = Object.keys(event.detail).length === 0
  return (
    <div className="rb-stack">
      <Facts
        items={[
          [t('at'), formatTime(event.at)],
          [t('who'), event.actorName],
          [t('organisation'), event.organisationName],
          [t('what'), <code key="action">{event.action}</code>],
          [t('subject'), event.subjectKind],
          [
            t('subjectId'),
            <span key="id">
              <code className="rb-break">{event.subjectId}</code>
              <CopyButton text={event.subjectId} />
            </span>,
          ],
        ]}
      />
      <div className="rb-actions">
        <Button size="small" onClick={() => onOnly('subjectId', event.subjectId)}>
          {t('onlySubject')}
        </Button>
        {event.userId && (
          <Button size="small" onClick={() => event.userId && onOnly('userId', event.userId)}>
            {t('onlyUser')}
          </Button>
        )}
      </div>
      <section>
        <h2>{t('detail')}</h2>
        {empty ? <p className="rb-quiet">{t('noDetail')}</p> : <Tree value={event.detail} />}
      </section>
      {!empty && (
        <details className="rb-raw">
          <summary>{t('raw')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it */}
          <pre tabIndex={0}>{JSON.stringify(event.detail, null, 2)}</pre>
        </details>
      )}
    </div>
  )
}

/** Any value that JSON can hold, as names with values below each other. */
function Tree({ value }: { value: unknown }) {
  const t = useWords(words)
  if (value === null || value === undefined || value === '') return <span className="rb-quiet">—</span>
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object')) return value.join(', ')
  if (typeof value === 'object')
    return (
      <dl className="rb-json">
        {Object.entries(value).map(([key, inner]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <Tree value={inner} />
            </dd>
          </div>
        ))}
      </dl>
    )
  return String(value)
}
