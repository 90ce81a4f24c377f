import { LETTER_LAYOUT_TEXT, type LetterTemplateSummary, type LetterWords, letterNumber } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { LetterWordsDrawer } from './letter-words-drawer.tsx'
import { words } from './words.ts'

export const useLetterWords = () =>
  useQuery({
    queryKey: ['letter-words'],
    queryFn: ({ signal }) => api.get<LetterWords>('/api/letter-words', {}, signal),
  })

/** The number that the next letter of a kind gets. */
const nextNumber = ({ organCode, ordinal, year, last }: LetterWords, word: string): string =>
  letterNumber(organCode + word, year, (last[organCode + word] ?? 0) + 1, ordinal)

/** Kinds of letter with the text in effect, and the codes of the bureau's numbers. */
export function LetterTemplatesPage() {
  const t = useWords(words)
  const router = useRouter()
  const [coding, setCoding] = useState(false)
  const codes = useLetterWords()
  const columns = useTemplateColumns(codes.data)
  const query = useQuery({
    queryKey: ['letter-templates'],
    queryFn: ({ signal }) => api.get<LetterTemplateSummary[]>('/api/letter-templates', {}, signal),
  })
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={codes.data && <Button onClick={() => setCoding(true)}>{t('words')}</Button>}
    >
      <Loaded query={query}>
        {(templates) => (
          <DataTable
            label={t('title')}
            rows={templates}
            rowKey={(one) => one.key}
            columns={columns}
            onOpen={(one) => void router.navigate({ href: `/letter-templates/${one.key}` })}
          />
        )}
      </Loaded>
      {coding && codes.data && <LetterWordsDrawer words={codes.data} onClose={() => setCoding(false)} />}
    </Page>
  )
}

function useTemplateColumns(codes: LetterWords | undefined): Column<LetterTemplateSummary>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (one) => (
        <AppLink href={`/letter-templates/${one.key}`}>{lang === 'zh' ? one.titleZh : one.titleEn}</AppLink>
      ),
    },
    { key: 'layout', title: t('layout'), priority: 2, render: (one) => LETTER_LAYOUT_TEXT[one.layout][lang] },
    { key: 'number', title: t('numberAs'), render: (one) => (codes ? nextNumber(codes, one.word) : one.word) },
    {
      key: 'version',
      title: t('version'),
      render: (one) => (one.version === 0 ? t('builtIn') : t('versionNo', { n: one.version })),
    },
    {
      key: 'changed',
      title: t('changed'),
      priority: 3,
      render: (one) => (one.changedAt ? `${formatTime(one.changedAt)} ${one.changedBy ?? ''}` : '—'),
    },
  ]
}
