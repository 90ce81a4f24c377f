import type { RegisterDetail, RegisterVersion } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatBytes, formatDate, formatDuration, formatNumber, formatTime } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import { words } from './words.ts'

const TONES: Record<RegisterVersion['state'], Tone> = { building: 'active', ready: 'quiet', failed: 'alert' }

/** Versions, newest first; an earlier one can be put back into use. */
export function VersionList({ register }: { register: RegisterDetail }) {
  const t = useWords(words)
  const columns = useVersionColumns(register.id)
  return (
    <section className="rb-section">
      <h2>{t('versions')}</h2>
      {register.versions.length === 0 ? (
        <p className="rb-quiet">{t('noVersions')}</p>
      ) : (
        <DataTable
          label={t('versions')}
          rows={[...register.versions].sort((a, b) => b.no - a.no)}
          rowKey={(v) => v.id}
          columns={columns}
        />
      )}
    </section>
  )
}

function useVersionColumns(registerId: string): Column<RegisterVersion>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const may = useMay()
  const activate = useActivate(registerId)
  const columns: Column<RegisterVersion>[] = [
    { key: 'no', title: t('version'), render: (v) => t('versionNo', { no: v.no }) },
    {
      key: 'state',
      title: t('state'),
      render: (v) =>
        v.current ? (
          <StateTag tone="done">{t('inUse')}</StateTag>
        ) : (
          <StateTag tone={TONES[v.state]}>{t(v.state)}</StateTag>
        ),
    },
    { key: 'asOf', title: t('asOf'), priority: 2, render: (v) => formatDate(v.asOf, lang) },
    {
      key: 'entries',
      title: t('entries'),
      number: true,
      render: (v) => (v.state === 'ready' ? formatNumber(v.entries) : '—'),
    },
    {
      key: 'built',
      title: t('built'),
      number: true,
      priority: 3,
      render: (v) => (v.buildSeconds === null ? '—' : formatDuration(v.buildSeconds, lang)),
    },
    {
      key: 'size',
      title: t('size'),
      number: true,
      priority: 3,
      render: (v) => (v.bytes === null ? '—' : formatBytes(v.bytes)),
    },
    { key: 'createdAt', title: t('createdAt'), priority: 3, render: (v) => formatTime(v.createdAt) },
  ]
  if (may('register.import'))
    columns.push({
      key: 'actions',
      title: t('actions'),
      width: 96,
      render: (v) =>
        v.state === 'ready' &&
        !v.current && (
          <Button size="small" aria-label={t('activateOf', { no: v.no })} onClick={() => void activate(v)}>
            {t('activate')}
          </Button>
        ),
    })
  return columns
}

function useActivate(registerId: string) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (v: RegisterVersion) =>
      api.post(`/api/registers/${encodeURIComponent(registerId)}/versions/${encodeURIComponent(v.id)}/activate`),
    onSuccess: (_, v) => {
      report.done(t('activated', { no: v.no }))
      for (const key of ['registers', 'register-entries']) void client.invalidateQueries({ queryKey: [key] })
    },
    onError: report.failed,
  })
  return async (v: RegisterVersion) => {
    const sure = await confirm({
      title: t('activateTitle', { no: v.no }),
      text: t('activateText', { no: v.no, entries: formatNumber(v.entries), date: formatDate(v.asOf, lang) }),
      action: t('activate'),
      cancel: t('cancel'),
    })
    if (sure) mutate(v)
  }
}
