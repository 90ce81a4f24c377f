import type { MatterDetail, MatterKind } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { useMe } from '../../../lib/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { matterQuery } from '../../matters/detail/use-matter.ts'
import { kindsQuery } from '../../matters/use-kinds.ts'
import { words } from './form-words.ts'
import { rememberedOfficers } from './officers.ts'
import { draftOf, requestFields, startDraft } from './request-draft.ts'
import { RequestForm } from './request-form.tsx'
import { editName, useRequest } from './use-request.ts'

/** A draft, new or returned by the head, or a request that the platform wants corrected. */
export function EditRequestPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const kinds = useQuery(kindsQuery)
  const matter = useQuery(matterQuery(id))
  return (
    <Loaded query={kinds}>
      {({ items }) => (
        <Loaded query={matter}>
          {(found) => <EditPage matter={found} kind={items.find((one) => one.kind === 'assistance_request')} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function EditPage({ matter, kind }: { matter: MatterDetail; kind: MatterKind | undefined }) {
  const t = useWords(words)
  // What it is when the page opens: saving and sending change it, and then this page is left.
  const [then] = useState<'submit' | 'correct'>(() => (matter.state === 'needs_correction' ? 'correct' : 'submit'))
  const may = (event: string) => matter.moves.some((move) => move.event === event)
  const back = <AppLink href={`/assistance/${encodeURIComponent(matter.id)}`}>{t('toMatter')}</AppLink>
  const possible = then === 'correct' ? may('correct') : may('compose')
  if (kind && possible)
    return (
      <Page title={t(then === 'correct' ? 'correctTitle' : 'editTitle', { number: matter.number })} back={back}>
        <Asked matter={matter} />
        <Edit key={matter.id} matter={matter} kind={kind} then={then} />
      </Page>
    )
  const waits = then === 'correct' && matter.state === 'needs_correction'
  return (
    <Page title={t('editTitle', { number: matter.number })} back={back}>
      <Empty title={t(waits ? 'notYours' : 'notHere')} text={t(waits ? 'notYoursText' : 'notHereText')} />
    </Page>
  )
}

/** Why it came back: the platform's or the head's own words. */
function Asked({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const event = matter.state === 'needs_correction' ? 'ask_correction' : 'return_draft'
  const last = matter.timeline.findLast((entry) => entry.event === event)
  const reason = last?.form.reason
  if (typeof reason !== 'string' || reason === '') return null
  return (
    <p className="rb-notice rb-notice-soon rb-ask-asked">
      <span>
        <strong>{t(event === 'ask_correction' ? 'asked' : 'returned')}</strong>
        {reason}
      </span>
    </p>
  )
}

function Edit({ matter, kind, then }: { matter: MatterDetail; kind: MatterKind; then: 'submit' | 'correct' }) {
  const me = useMe()
  const fields = useMemo(() => requestFields(kind), [kind])
  const [opened] = useState(matter)
  const start = useMemo(
    () => ({ ...startDraft(rememberedOfficers(me.userId)), ...draftOf(fields, opened) }),
    [fields, opened, me.userId],
  )
  const request = useRequest({ fields, name: editName(opened), start, matter: opened })
  return <RequestForm request={request} fixed then={then} />
}
