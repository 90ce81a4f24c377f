import type { SessionInfo } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageSkeleton } from '../../ui/screen-states.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { deviceName } from './device-name.ts'
import { words } from './words.ts'

/** Where one is signed in, and the way to end it there. */
export function SessionsSection() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['account-sessions'],
    queryFn: ({ signal }) => api.get<SessionInfo[]>('/api/account/sessions', {}, signal),
  })
  const end = useEnd()
  const columns = useSessionColumns((session) => end(session.id))
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions')}</h2>
      <p className="rb-quiet">{t('sessionsText')}</p>
      <Loaded query={query} skeleton={<PageSkeleton rows={2} />}>
        {(sessions) => (
          <>
            <div className="rb-below">
              <DataTable label={t('sessions')} rows={sessions} rowKey={(s) => s.id} columns={columns} />
            </div>
            {sessions.length > 1 && (
              <div className="rb-actions rb-below">
                <Button onClick={() => end(null)}>{t('endOthers')}</Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

/** Ends one session, or without an id all but the present one. */
function useEnd(): (id: string | null) => void {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (id: string | null) => api.delete(`/api/account/sessions${id ? `/${encodeURIComponent(id)}` : ''}`),
    onSuccess: (_, id) => report.done(t(id ? 'ended' : 'othersEnded')),
    onError: report.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['account-sessions'] }),
  })
  return mutate
}

const METHODS = {
  password: 'byPassword',
  passkey: 'byPasskey',
  oidc: 'byOidc',
  totp: 'totp',
  recovery_code: 'recovery',
} as const

function useSessionColumns(onEnd: (session: SessionInfo) => void): Column<SessionInfo>[] {
  const t = useWords(words)
  const methodOf = (method: string) =>
    method
      .split('+')
      .map((part) => (part in METHODS ? t(METHODS[part as keyof typeof METHODS]) : part))
      .join(' + ')
  return [
    {
      key: 'device',
      title: t('device'),
      render: (s) => (
        <>
          <div title={s.userAgent}>{deviceName(s.userAgent)}</div>
          {s.current && <StateTag tone="done">{t('thisDevice')}</StateTag>}
        </>
      ),
    },
    { key: 'method', title: t('method'), priority: 2, render: (s) => methodOf(s.method) },
    { key: 'address', title: t('address'), priority: 2, render: (s) => s.ip },
    { key: 'since', title: t('since'), priority: 3, render: (s) => formatTime(s.createdAt) },
    { key: 'lastSeen', title: t('lastSeen'), render: (s) => formatTime(s.lastSeenAt) },
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (s) =>
        !s.current && (
          <Button size="small" aria-label={t('endOf', { device: deviceName(s.userAgent) })} onClick={() => onEnd(s)}>
            {t('end')}
          </Button>
        ),
    },
  ]
}
