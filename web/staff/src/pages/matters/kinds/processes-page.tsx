import type { MatterKind } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { AppLink } from '../../../ui/app-link.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { kindsQuery } from '../use-kinds.ts'
import { words as listWords } from '../words.ts'
import { ClocksTable } from './clocks-table.tsx'
import { StateDiagram } from './state-diagram.tsx'
import { words } from './words.ts'
import '../form/form.css'
import './diagram.css'

/** Every kind of matter that concerns one, drawn: what newcomers read first. */
export function ProcessesPage() {
  const t = useWords(words)
  const tl = useWords(listWords)
  const pick = usePick()
  const query = useQuery(kindsQuery)
  return (
    <Page title={t('title')} back={<AppLink href="/matters">{tl('toList')}</AppLink>}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('none')} />
          ) : (
            <div className="rb-kinds-page">
              <p className="rb-quiet">{t('intro')}</p>
              <nav className="rb-views-line" aria-label={t('contents')}>
                {items.map((kind) => (
                  <a key={kind.kind} href={`#${kind.kind}`}>
                    {pick(kind.title)}
                  </a>
                ))}
              </nav>
              {items.map((kind) => (
                <Kind key={kind.kind} kind={kind} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

function Kind({ kind }: { kind: MatterKind }) {
  const t = useWords(words)
  const pick = usePick()
  const note = [
    t('version', { n: kind.version }),
    t('number', { word: kind.numberWord }),
    kind.openedBy === 'program' && t('byProgram'),
  ]
  return (
    <section id={kind.kind} className="rb-kind-section" aria-labelledby={`${kind.kind}-title`}>
      <div className="rb-kind-head">
        <h2 id={`${kind.kind}-title`}>{pick(kind.title)}</h2>
        <span className="rb-quiet rb-small">{note.filter(Boolean).join(' · ')}</span>
        <span className="rb-push" />
        <AppLink href={`/matters?box=all&kind=${kind.kind}`}>{t('list')}</AppLink>
        {kind.mayOpen && kind.openedBy === 'people' && (
          <LinkButton size="small" href={`/matters/new/${kind.kind}`}>
            {t('open')}
          </LinkButton>
        )}
      </div>
      <p>{pick(kind.about)}</p>
      <p>
        <span className="rb-quiet">{pick({ zh: `${t('parties')}：`, en: `${t('parties')}: ` })}</span>
        {kind.parties
          .map((party) => pick(party.text) + (party.owner ? t('owner') : ''))
          .join(pick({ zh: '、', en: ', ' }))}
      </p>
      <StateDiagram kind={kind} />
      {kind.clocks.length > 0 && (
        <>
          <h3>{t('clocks')}</h3>
          <ClocksTable kind={kind} />
        </>
      )}
    </section>
  )
}
