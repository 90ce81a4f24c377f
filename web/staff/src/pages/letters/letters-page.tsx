import { LETTER_STATE_TEXT, LETTER_STATES, type Letter } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import type { FilterSpec } from '../../lib/filters.ts'
import { formatDate } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import type { Column } from '../../ui/data-table.tsx'
import { ListView } from '../../ui/list-view.tsx'
import { Page } from '../../ui/page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { useList } from '../../ui/use-list.ts'
import { LetterDrawer } from './letter-drawer.tsx'
import { words } from './words.ts'
import './letters.css'

const SPECS: readonly FilterSpec[] = [
  { key: 'q', kind: 'text', word: words.search },
  {
    key: 'direction',
    kind: 'one',
    word: words.direction,
    options: [
      { value: 'out', word: words.out },
      { value: 'in', word: words.in },
    ],
  },
  {
    key: 'state',
    kind: 'many',
    word: words.state,
    options: LETTER_STATES.map((value) => ({ value, word: LETTER_STATE_TEXT[value] })),
  },
  { key: 'matterId', kind: 'fixed', word: words.matterId },
]

/** The letters that one's own organisation issued or received, and those of bureaus below. */
export function LettersPage() {
  const t = useWords(words)
  const list = useList<Letter>({ name: 'letters', path: '/api/letters', specs: SPECS })
  const [search, change] = useSearchWords()
  const open = (id: string) => change({ letter: id })
  const columns = useLetterColumns(open)
  return (
    <Page title={t('title')} note={t('note')}>
      <ListView
        label={t('title')}
        list={list}
        specs={SPECS}
        columns={columns}
        rowKey={(one) => one.id}
        activeKey={search.letter ?? null}
        onOpen={(one) => open(one.id)}
        viewsOf="letters"
        empty={{ title: t('none'), text: t('noneText') }}
      />
      {search.letter && <LetterDrawer id={search.letter} onClose={() => change({ letter: '' })} />}
    </Page>
  )
}

export function LetterState({ state }: { state: Letter['state'] }) {
  const pick = usePick()
  return <StateTag tone={state === 'void' ? 'dropped' : 'done'}>{pick(LETTER_STATE_TEXT[state])}</StateTag>
}

export const letterFile = (id: string, form: 'pdf' | 'docx'): string =>
  `/api/letters/${encodeURIComponent(id)}/letter.${form}`

function useLetterColumns(open: (id: string) => void): Column<Letter>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  return [
    {
      key: 'number',
      title: t('number'),
      render: (one) => (
        <button type="button" className="rb-letter-link" onClick={() => open(one.id)}>
          {one.number}
        </button>
      ),
    },
    {
      key: 'title',
      title: t('letter'),
      priority: 2,
      render: (one) => (
        <>
          <div className="rb-letter-title">{one.title}</div>
          {one.templateTitle[lang] !== one.title && <div className="rb-sub">{one.templateTitle[lang]}</div>}
        </>
      ),
    },
    {
      key: 'ends',
      title: `${t('issuer')} → ${t('recipient')}`,
      priority: 3,
      render: (one) => (
        <>
          <div>{one.issuerName}</div>
          <div className="rb-sub">→ {one.recipientName}</div>
        </>
      ),
    },
    {
      key: 'date',
      title: t('date'),
      priority: 2,
      render: (one) => <span className="rb-letter-date">{formatDate(one.issuedOn, lang)}</span>,
    },
    { key: 'state', title: t('state'), render: (one) => <LetterState state={one.state} /> },
    { key: 'files', title: t('files'), priority: 2, render: (one) => <LetterFiles letter={one} /> },
  ]
}

/** The letter as DOCX and PDF; each link says of which letter. */
function LetterFiles({ letter }: { letter: Letter }) {
  const t = useWords(words)
  return (
    <span className="rb-letter-files">
      {(['docx', 'pdf'] as const).map((form) => (
        <a
          key={form}
          href={letterFile(letter.id, form)}
          download={`${letter.number}.${form}`}
          aria-label={`${t('download', { form: form.toUpperCase() })} ${letter.number}`}
        >
          {form.toUpperCase()}
        </a>
      ))}
    </span>
  )
}
