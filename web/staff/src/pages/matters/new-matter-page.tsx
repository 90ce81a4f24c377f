import type { MatterKind } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useRef } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useReport } from '../../lib/use-report.ts'
import { useWide } from '../../lib/use-wide.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { MoveBody } from './form/move-body.tsx'
import { focusFirstFault, holdEnter, useForm } from './form/use-form.ts'
import { StateDiagram } from './kinds/state-diagram.tsx'
import { openingOf } from './moves.ts'
import { refreshMatters } from './refresh.ts'
import { kindsQuery } from './use-kinds.ts'
import { words } from './words.ts'
import './form/form.css'
import './kinds/diagram.css'

/** Opening a matter: the form of the definition, with the way it will take beside it. */
export function NewMatterPage() {
  const t = useWords(words)
  const { kind } = useParams({ strict: false }) as { kind?: string }
  const query = useQuery(kindsQuery)
  return (
    <Loaded query={query}>
      {({ items }) => {
        const found = items.find((one) => one.kind === kind && one.mayOpen && one.openedBy === 'people')
        if (found && openingOf(found)) return <NewMatter key={found.kind} kind={found} />
        return (
          <Empty
            title={t('newUnknown')}
            text={t('newUnknownText')}
            action={<AppLink href="/matters">{t('toList')}</AppLink>}
          />
        )
      }}
    </Loaded>
  )
}

function NewMatter({ kind }: { kind: MatterKind }) {
  const t = useWords(words)
  const pick = usePick()
  const wide = useWide(1280)
  return (
    <Page title={t('newTitle', { kind: pick(kind.title) })} back={<AppLink href="/matters">{t('toList')}</AppLink>}>
      <div className="rb-new-matter">
        <OpeningForm kind={kind} />
        <details className="rb-fold" open={wide}>
          <summary>{t('diagram')}</summary>
          <StateDiagram kind={kind} />
        </details>
      </div>
    </Page>
  )
}

function OpeningForm({ kind }: { kind: MatterKind }) {
  const t = useWords(words)
  const router = useRouter()
  const client = useQueryClient()
  const report = useReport()
  const opening = openingOf(kind)!
  const form = useForm(opening.form, `new:${kind.kind}`)
  const element = useRef<HTMLFormElement>(null)
  const send = useMutation({
    mutationFn: (values: object) =>
      api.post<{ id: string; number: string }>(`/api/matters/${kind.kind}`, values, form.key),
    onSuccess: ({ id, number }) => {
      form.sent()
      report.done(t('created', { number }))
      void refreshMatters(client)
      void router.navigate({ href: `/matters/${id}`, replace: true })
    },
  })
  return (
    <form
      ref={element}
      className="rb-panel rb-new-form"
      noValidate
      onKeyDown={holdEnter}
      onSubmit={(event) => {
        event.preventDefault()
        const values = form.ready()
        if (values) send.mutate(values, { onError: form.refuse })
        else focusFirstFault(element.current)
      }}
    >
      <MoveBody
        about={opening.about ?? kind.about}
        fields={opening.form}
        form={form}
        error={send.error}
        pending={send.isPending}
        action={t('newSubmit')}
        onCancel={() => void router.navigate({ href: '/matters' })}
      />
    </form>
  )
}
