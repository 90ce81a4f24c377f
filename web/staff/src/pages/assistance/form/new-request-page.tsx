import type { MatterDetail, MatterKind } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { useMe } from '../../../lib/session.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { matterQuery } from '../../matters/detail/use-matter.ts'
import { kindsQuery } from '../../matters/use-kinds.ts'
import { words as matterWords } from '../../matters/words.ts'
import { words } from './form-words.ts'
import { rememberedOfficers } from './officers.ts'
import { draftOf, requestFields, startDraft } from './request-draft.ts'
import { RequestForm } from './request-form.tsx'
import { useRequest } from './use-request.ts'

/** A new request, empty or like an earlier one (`?copy=<matter>`). */
export function NewRequestPage() {
  const t = useWords(words)
  const tm = useWords(matterWords)
  const [{ copy }] = useSearchWords()
  const kinds = useQuery(kindsQuery)
  const source = useQuery({ ...matterQuery(copy ?? ''), enabled: copy !== undefined })
  const page = (kind: MatterKind, matter: MatterDetail | null) => (
    <NewRequest key={matter?.id ?? 'new'} kind={kind} source={matter} />
  )
  return (
    <Page title={t(copy ? 'copyTitle' : 'newTitle')} back={<AppLink href="/assistance">{t('toList')}</AppLink>}>
      <Loaded query={kinds}>
        {({ items }) => {
          const kind = items.find((one) => one.kind === 'assistance_request' && one.mayOpen)
          if (!kind) return <Empty title={tm('newUnknown')} text={tm('newUnknownText')} />
          return copy ? <Loaded query={source}>{(matter) => page(kind, matter)}</Loaded> : page(kind, null)
        }}
      </Loaded>
    </Page>
  )
}

function NewRequest({ kind, source }: { kind: MatterKind; source: MatterDetail | null }) {
  const me = useMe()
  const fields = useMemo(() => requestFields(kind), [kind])
  const start = useMemo(() => {
    const empty = startDraft(rememberedOfficers(me.userId))
    return source ? { ...empty, ...draftOf(fields, source, true) } : empty
  }, [fields, source, me.userId])
  const name = source ? `assistance:copy:${source.id}` : 'assistance:new'
  const request = useRequest({ fields, name, start, matter: null })
  return <RequestForm request={request} fixed={false} then="submit" />
}
