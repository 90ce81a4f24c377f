import type { LetterTemplate, LetterTemplateVersion } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatDate, formatTime } from '../../../lib/format.ts'
import { useReport } from '../../../lib/use-report.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { words } from './words.ts'

/** Every version, none ever overwritten; an earlier one is brought back as a new one. */
export function TemplateVersions({ template }: { template: LetterTemplate }) {
  const t = useWords(words)
  const [shown, setShown] = useState<LetterTemplateVersion | null>(null)
  const columns = useVersionColumns(template, setShown)
  const nameOf = useVersionName()
  return (
    <section className="rb-section">
      <h2>{t('versions')}</h2>
      <DataTable
        label={t('versions')}
        rows={template.versions}
        rowKey={(one) => String(one.version)}
        columns={columns}
      />
      {shown && (
        <Drawer open size={720} title={nameOf(shown.version)} onClose={() => setShown(null)}>
          <pre lang="zh-CN" className="rb-template-text">
            {shown.body}
          </pre>
        </Drawer>
      )}
    </section>
  )
}

const useVersionName = () => {
  const t = useWords(words)
  return (version: number): string => (version === 0 ? t('builtIn') : t('versionNo', { n: version }))
}

const useRestore = (template: LetterTemplate) => {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ version, titleZh, titleEn, body }: LetterTemplateVersion) =>
      api.post<LetterTemplate>(`/api/letter-templates/${encodeURIComponent(template.key)}`, {
        titleZh,
        titleEn,
        body,
        restoredFrom: version,
        after: template.versions[0]?.version ?? 0,
      }),
    onSuccess: (saved) => {
      report.done(t('restored', { n: saved.versions[0]?.version ?? 0 }))
      void client.invalidateQueries({ queryKey: ['letter-templates'] })
    },
    onError: report.failed,
  })
}

function useVersionColumns(
  template: LetterTemplate,
  show: (version: LetterTemplateVersion) => void,
): Column<LetterTemplateVersion>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const nameOf = useVersionName()
  const restore = useRestore(template)
  const current = template.versions.find((one) => one.inEffect)?.version ?? 0
  const stateOf = (one: LetterTemplateVersion): string =>
    one.inEffect ? t('inEffect') : one.version > current ? t('later') : t('earlier')
  return [
    {
      key: 'version',
      title: t('aVersion'),
      render: (one) => (
        <>
          {nameOf(one.version)}
          {one.restoredFrom !== null && (
            <div className="rb-sub">{t('restoredFrom', { version: nameOf(one.restoredFrom) })}</div>
          )}
        </>
      ),
    },
    { key: 'state', title: t('state'), render: stateOf },
    {
      key: 'from',
      title: t('from'),
      priority: 2,
      render: (one) => (one.effectiveFrom ? formatDate(one.effectiveFrom, lang) : '—'),
    },
    {
      key: 'who',
      title: t('who'),
      priority: 2,
      render: (one) => (one.changedAt ? `${one.changedBy ?? ''} ${formatTime(one.changedAt)}` : '—'),
    },
    {
      key: 'actions',
      title: '',
      render: (one) => (
        <span className="rb-letter-files">
          <Button size="small" onClick={() => show(one)}>
            {t('show')}
          </Button>
          {!one.inEffect && one.version < current && (
            <Button
              size="small"
              title={t('restoreHint')}
              loading={restore.isPending}
              onClick={() => restore.mutate(one)}
            >
              {t('restore')}
            </Button>
          )}
        </span>
      ),
    },
  ]
}
