import { CUSTODY_EVENT_TEXT, type CustodyEvent, type LedgerEntries } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber, formatTime } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './words.ts'

type Entry = LedgerEntries['entries'][number]

/** Looks up the entries about one thing; its id is in the address, so that the list can be linked to. */
export function LookUp() {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const subject = search.subject ?? ''
  const [text, setText] = useState(subject)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change({ subject: text.trim() })
  }
  return (
    <section aria-labelledby="look-up">
      <h2 id="look-up">{t('lookUp')}</h2>
      <form className="rb-ledger-look-up" onSubmit={submit}>
        <Field label={t('subject')} hint={t('lookUpNote')}>
          {(id, hint) => (
            <div className="rb-ledger-field">
              <Input
                id={id}
                aria-describedby={hint}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <Button htmlType="submit">{t('find')}</Button>
            </div>
          )}
        </Field>
      </form>
      {subject !== '' && <Found subject={subject} />}
    </section>
  )
}

function Found({ subject }: { subject: string }) {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['ledger', 'entries', subject],
    queryFn: ({ signal }) => api.get<LedgerEntries>('/api/ledger/entries', { subject }, signal),
  })
  return (
    <Loaded query={query}>
      {({ entries }) => (
        <>
          <p role="status" className="rb-quiet">
            {entries.length === 0 ? t('foundNone') : t('found', { n: formatNumber(entries.length) })}
          </p>
          {entries.length > 0 && <EntryTable entries={entries} />}
        </>
      )}
    </Loaded>
  )
}

function EntryTable({ entries }: { entries: readonly Entry[] }) {
  const t = useWords(words)
  const nameOf = useKindName()
  const columns: Column<Entry>[] = [
    { key: 'kind', title: t('entryKind'), render: (entry) => nameOf(entry.kind) },
    { key: 'at', title: t('at'), render: (entry) => <time dateTime={entry.at}>{formatTime(entry.at)}</time> },
    {
      key: 'leaf',
      title: t('leaf'),
      number: true,
      // Leaves count from nought, people from one; the keys' ranges do too.
      render: (entry) => (entry.proof ? formatNumber(entry.proof.leafIndex + 1) : '—'),
    },
    {
      key: 'proof',
      title: t('proof'),
      render: ({ proof }) => (
        <StateTag tone={proof ? 'done' : 'waiting'}>
          {proof ? t('proven', { n: formatNumber(proof.size) }) : t('unproven')}
        </StateTag>
      ),
    },
  ]
  return <DataTable label={t('lookUp')} columns={columns} rows={entries} rowKey={(entry) => entry.id} />
}

/** What an entry is about, in words; a kind that this page does not know yet stands as it is. */
const useKindName = (): ((kind: string) => string) => {
  const t = useWords(words)
  const pick = usePick()
  return (kind) => {
    const event = kind.replace(/^evidence\./, '')
    if (event !== kind && event in CUSTODY_EVENT_TEXT)
      return t('custody', { event: pick(CUSTODY_EVENT_TEXT[event as CustodyEvent]) })
    return kind in words ? pick(words[kind as keyof typeof words]) : kind
  }
}
