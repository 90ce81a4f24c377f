import type { LawChange, LawDeadline, LawDeadlineVersion } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { Facts } from '../../ui/facts.tsx'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { ChangeDrawer } from './change-drawer.tsx'
import { Basis, Confirmed } from './deadline-parts.tsx'
import { currentOf, useMayKeepLaw } from './law-data.ts'
import { words } from './words.ts'

/** One limit: its versions side by side, what was changed, and for who keeps the law the way to change it. */
export function DeadlineDrawer({ limit, onClose }: { limit: LawDeadline; onClose(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const mayKeep = useMayKeepLaw()
  const [changing, setChanging] = useState(false)
  const current = currentOf(limit)
  if (changing) return <ChangeDrawer limit={limit} onClose={() => setChanging(false)} />
  const foot = (
    <div className="rb-drawer-foot">
      <Button onClick={onClose}>{t('close')}</Button>
      {mayKeep && (
        <Button type="primary" onClick={() => setChanging(true)}>
          {t('change')}
        </Button>
      )}
    </div>
  )
  return (
    <Drawer open size={560} title={pick(current.title)} onClose={onClose} footer={foot}>
      <div className="rb-stack">
        <p className="rb-quiet">
          {t('startEvent')}: {pick(current.startEvent)}
        </p>
        <section>
          <h2>{t('versions')}</h2>
          {limit.versions.toReversed().map((version) => (
            <Version key={version.from} version={version} />
          ))}
        </section>
        <section>
          <h2>{t('history')}</h2>
          {limit.changes.length === 0 ? (
            <p className="rb-quiet">{t('noHistory')}</p>
          ) : (
            <ol className="rb-law-history">
              {limit.changes.toReversed().map((change) => (
                <Change key={change.id} limit={limit} change={change} />
              ))}
            </ol>
          )}
        </section>
      </div>
    </Drawer>
  )
}

function Version({ version }: { version: LawDeadlineVersion }) {
  const t = useWords(words)
  const pick = usePick()
  const { extension, tolling, note, amount, unit, from, to } = version
  return (
    <article className="rb-panel rb-law-version">
      <div className="rb-law-version-head">
        <strong>{amount === 0 ? t('sameDay') : t(unit, { n: amount })}</strong>
        <span className="rb-quiet">{to ? t('fromTo', { from, to }) : t('fromOn', { from })}</span>
        {version.inForce && <StateTag tone="active">{t('now')}</StateTag>}
        <Confirmed version={version} />
      </div>
      <Facts
        items={[
          [t('basis'), <Basis key="basis" version={version} />],
          version.articleText !== null && [t('provision'), version.articleText],
          extension !== null && [
            t('extension'),
            t('extensionText', {
              limit: t(extension.unit, { n: extension.amount }),
              approver: pick(extension.approver),
            }),
          ],
          tolling !== null && [t('tolling'), pick(tolling)],
          unit !== 'working_day' &&
            unit !== 'hour' &&
            version.kind === 'act_within' && [t('restDay'), t(version.restDay)],
          note !== null && [t('remark'), pick(note)],
          [t('source'), version.changeId ? `${pick(version.source)} · ${t('changedHere')}` : pick(version.source)],
        ]}
      />
    </article>
  )
}

function Change({ limit, change }: { limit: LawDeadline; change: LawChange }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const mayKeep = useMayKeepLaw()
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: (reason: string) =>
      api.post<LawDeadline>(`/api/law/deadlines/${limit.id}/changes/${encodeURIComponent(change.id)}/withdraw`, {
        reason,
      }),
    onSuccess: () => {
      report.done(t('withdrawnDone'))
      void client.invalidateQueries({ queryKey: ['law'] })
    },
    onError: report.failed,
  })
  return (
    <li>
      <div>
        <strong>{t(change.unit, { n: change.amount })}</strong> {t('fromOn', { from: change.from })}
      </div>
      <div className="rb-quiet">{t('entered', { bureau: change.byBureau, time: formatTime(change.at) })}</div>
      <blockquote>{change.reason}</blockquote>
      <div className="rb-quiet">
        {t('source')}: {change.source}
      </div>
      {change.withdrawnAt && (
        <StateTag tone="dropped">{t('withdrawn', { reason: change.withdrawReason ?? '' })}</StateTag>
      )}
      {change.own && mayKeep && !asking && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('withdraw')}
        </Button>
      )}
      {asking && !change.withdrawnAt && (
        <ReasonInPlace
          label={t('withdrawReason')}
          action={t('withdraw')}
          pending={withdraw.isPending}
          onSubmit={(reason) => withdraw.mutate(reason)}
          onCancel={() => setAsking(false)}
        />
      )}
    </li>
  )
}
