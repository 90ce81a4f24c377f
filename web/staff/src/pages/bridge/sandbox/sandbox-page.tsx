import type { SandboxInfo, SandboxOpened } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import type { z } from 'zod'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import { IntegrationViews } from '../integration/integration-page.tsx'
import { words as integration } from '../integration/words.ts'
import { words as titles } from '../title-words.ts'
import { SandboxMessages } from './sandbox-messages.tsx'
import { SandboxSend } from './sandbox-send.tsx'
import { words } from './words.ts'
import '../bridge.css'

type Info = z.infer<typeof SandboxInfo>
type Opened = z.infer<typeof SandboxOpened>

/** A place to try an adapter: a twin of the platform and a bureau of its own. */
export function SandboxPage() {
  const t = useWords(words)
  const tt = useWords(titles)
  const query = useQuery({
    queryKey: ['sandbox'],
    queryFn: ({ signal }) => api.get<Info>('/api/sandbox', {}, signal),
  })
  const open = useOpen()
  return (
    <Page title={tt('sandbox')} note={t('note')}>
      <IntegrationViews view="sandbox" />
      <Loaded query={query}>
        {({ organisation, bureau }) =>
          organisation === null ? (
            <Empty
              title={t('none')}
              text={t('about')}
              action={
                <Button type="primary" loading={open.isPending} onClick={() => open.mutate()}>
                  {t('open')}
                </Button>
              }
            />
          ) : (
            <div className="rb-bridge-page">
              <About organisation={organisation.name} bureau={bureau?.name ?? null} onRenew={() => open.mutate()} />
              <SandboxSend />
              <SandboxMessages />
            </div>
          )
        }
      </Loaded>
      {open.data && <Credentials opened={open.data} onClose={() => open.reset()} />}
    </Page>
  )
}

function useOpen() {
  const report = useReport()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.post<Opened>('/api/sandbox'),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['sandbox'] }),
    onError: report.failed,
  })
}

interface AboutProps {
  organisation: string
  bureau: string | null
  onRenew(): void
}

function About({ organisation, bureau, onRenew }: AboutProps) {
  const t = useWords(words)
  const tc = useWords(integration)
  const confirm = useConfirm()
  const ask = async () => {
    const question = { title: t('againTitle'), text: t('againText'), action: t('again'), cancel: t('cancel') }
    if (await confirm({ ...question, danger: true })) onRenew()
  }
  return (
    <section aria-label={t('organisation')}>
      <p className="rb-bridge-note">
        {t('about')} {t('nextText')} {tc('guide')}
      </p>
      <Facts
        items={[
          [t('organisation'), organisation],
          [t('bureau'), bureau],
        ]}
      />
      <div className="rb-actions rb-bridge-actions">
        <Button onClick={() => void ask()}>{t('again')}</Button>
      </div>
    </section>
  )
}

/** Closing by a stray click would lose the secret: only the button closes. */
function Credentials({ opened, onClose }: { opened: Opened; onClose(): void }) {
  const t = useWords(words)
  return (
    <Drawer
      open
      size={480}
      title={opened.organisation.name}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      <ShownOnce
        title={t('onceTitle')}
        text={t('onceText')}
        values={[
          [t('clientId'), opened.clientId],
          [t('secret'), opened.clientSecret],
        ]}
        done={
          <Button type="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        }
      />
    </Drawer>
  )
}
