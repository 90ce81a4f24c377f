import type { RegisterEntry } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatDate } from '../../../lib/format.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { Code } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { PageSkeleton } from '../../../ui/screen-states.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import { words } from './words.ts'

/** What the version in use says about a code or an exact name. */
export function LookUp({ id }: { id: string }) {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const [text, setText] = useState(search.q ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change({ q: text.trim() })
  }
  return (
    <section className="rb-section">
      <h2>{t('lookUp')}</h2>
      <form className="rb-filter-row" onSubmit={submit}>
        <Input
          className="rb-look-up"
          allowClear
          maxLength={200}
          value={text}
          placeholder={t('lookUpLabel')}
          aria-label={t('lookUpLabel')}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit">{t('lookUpButton')}</Button>
      </form>
      {search.q && <Found id={id} q={search.q} />}
    </section>
  )
}

function Found({ id, q }: { id: string; q: string }) {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['register-entries', id, q],
    queryFn: ({ signal }) =>
      api.get<RegisterEntry[]>(`/api/registers/${encodeURIComponent(id)}/entries`, { q }, signal),
  })
  return (
    <div className="rb-found" aria-live="polite">
      <Loaded query={query} skeleton={<PageSkeleton rows={2} />}>
        {(entries) =>
          entries.length === 0 ? (
            <p>{t('notFound', { q })}</p>
          ) : (
            <>
              <p className="rb-quiet">{t('found', { n: entries.length })}</p>
              {entries.map((entry) => (
                <Entry key={entry.uscc + entry.name} entry={entry} />
              ))}
            </>
          )
        }
      </Loaded>
    </div>
  )
}

const STATUS: Record<string, [word: 'active' | 'cancelled' | 'revoked' | 'moved', tone: Tone]> = {
  active: ['active', 'done'],
  cancelled: ['cancelled', 'alert'],
  revoked: ['revoked', 'alert'],
  moved: ['moved', 'soon'],
}

function Entry({ entry }: { entry: RegisterEntry }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [word, tone] = STATUS[entry.status] ?? [null, 'quiet']
  return (
    <article className="rb-panel rb-pad">
      <h3>{entry.name}</h3>
      <div className="rb-detail-tags">
        <StateTag tone={tone}>
          {word ? t(word) : entry.status} {entry.statusDate && formatDate(entry.statusDate, lang)}
        </StateTag>
        {entry.abnormal && <StateTag tone="alert">{t('abnormal')}</StateTag>}
        {entry.serious && <StateTag tone="alert">{t('serious')}</StateTag>}
      </div>
      <Facts
        items={[
          [t('uscc'), <Code key="uscc" value={entry.uscc} />],
          entry.representative !== '' && [t('representative'), entry.representative],
          entry.address !== '' && [t('address'), entry.address],
          entry.listedReason !== '' && [t('listedReason'), entry.listedReason],
        ]}
      />
    </article>
  )
}
