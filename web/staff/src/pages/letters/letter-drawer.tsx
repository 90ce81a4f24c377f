import type { LetterDetail } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { LetterSheet } from './letter-sheet.tsx'
import { LetterState, letterFile } from './letters-page.tsx'
import { words } from './words.ts'

/** One letter as it reads, its files, and what is known of it. */
export function LetterDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['letters', id],
    queryFn: ({ signal }) => api.get<LetterDetail>(`/api/letters/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <Drawer open size={760} title={query.data?.number ?? t('title')} onClose={onClose}>
      <Loaded query={query}>
        {(letter) => (
          <div className="rb-stack">
            <LetterActions letter={letter} />
            <MissingCharacters missing={letter.missing} />
            <LetterSheet content={letter.content} isVoid={letter.state === 'void'} />
            <LetterFacts letter={letter} />
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}

export function MissingCharacters({ missing }: { missing: LetterDetail['missing'] }) {
  const t = useWords(words)
  if (missing.length === 0) return null
  const list = missing.map((one) => `${one.character}（${one.code}）`).join('、')
  return (
    <p className="rb-letter-warning" role="status">
      {t('missing', { list })}
    </p>
  )
}

function LetterActions({ letter }: { letter: LetterDetail }) {
  const t = useWords(words)
  const may = useMay()
  const report = useReport()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const voiding = useMutation({
    mutationFn: (reason: string) => api.post(`/api/letters/${encodeURIComponent(letter.id)}/void`, { reason }),
    onSuccess: () => {
      setAsking(false)
      report.done(t('voided', { number: letter.number }))
      void client.invalidateQueries({ queryKey: ['letters'] })
    },
    onError: report.failed,
  })
  if (asking)
    return (
      <ReasonInPlace
        label={t('voidReason')}
        hint={t('voidHint')}
        action={t('voidLetter')}
        danger
        pending={voiding.isPending}
        onSubmit={(reason) => voiding.mutate(reason)}
        onCancel={() => setAsking(false)}
      />
    )
  return (
    <div className="rb-actions">
      {(['docx', 'pdf'] as const).map((form) => (
        <Button key={form} href={letterFile(letter.id, form)} download={`${letter.number}.${form}`}>
          {t('download', { form: form.toUpperCase() })}
        </Button>
      ))}
      {letter.own && letter.state === 'issued' && may('letter.void') && (
        <Button danger onClick={() => setAsking(true)}>
          {t('voidLetter')}
        </Button>
      )}
      <span className="rb-push" />
      {letter.matterId && <AppLink href={`/matters/${encodeURIComponent(letter.matterId)}`}>{t('toMatter')}</AppLink>}
    </div>
  )
}

function LetterFacts({ letter }: { letter: LetterDetail }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const version = letter.templateVersion === 0 ? t('builtIn') : String(letter.templateVersion)
  return (
    <Facts
      items={[
        [t('state'), <LetterState key="state" state={letter.state} />],
        letter.void && [t('voidReason'), `${letter.void.reason}（${letter.void.by}，${formatTime(letter.void.at)}）`],
        [t('kind'), letter.templateTitle[lang]],
        [t('issuer'), letter.issuerName],
        [t('recipient'), letter.recipientName],
        [t('by'), `${letter.issuedBy}，${formatTime(letter.issuedAt)}`],
        [t('version'), version],
        [t('digest'), <code key="digest">{letter.contentSha256}</code>],
      ]}
    />
  )
}
