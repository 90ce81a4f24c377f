import type { LetterPreview } from '@redbridge/contract'
import { type UseQueryResult, useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { refusal, requestHeaders } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { MissingCharacters } from '../../letters/letter-drawer.tsx'
import { LetterSheet } from '../../letters/letter-sheet.tsx'
import { words } from './words.ts'

interface Props {
  templateKey: string
  body: string
  preview: UseQueryResult<LetterPreview>
}

/** The letter with example values, or what keeps the text from making one. */
export function TemplatePreview({ templateKey, body, preview }: Props) {
  const t = useWords(words)
  const report = useReport()
  const pdf = useMutation({ mutationFn: () => openPdf(templateKey, body), onError: report.failed })
  const sound = preview.data?.faults.length === 0
  return (
    <section aria-label={t('preview')} className="rb-template-preview">
      <div className="rb-actions">
        <h2>{t('preview')}</h2>
        <span className="rb-push" />
        <Button size="small" disabled={!sound} loading={pdf.isPending} onClick={() => pdf.mutate()}>
          {t('previewPdf')}
        </Button>
      </div>
      <Loaded query={preview}>
        {({ faults, content, missing }) => (
          <div aria-live="polite" aria-busy={preview.isFetching}>
            {faults.length > 0 && <Faults faults={faults} />}
            <MissingCharacters missing={missing} />
            {content && <LetterSheet content={content} />}
          </div>
        )}
      </Loaded>
    </section>
  )
}

function Faults({ faults }: { faults: LetterPreview['faults'] }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <div className="rb-template-faults">
      <p>{t('faults', { n: faults.length })}</p>
      <ul>
        {faults.map((one) => (
          <li key={`${one.line} ${one.en}`}>
            <strong>{t('faultLine', { line: one.line })}</strong> {one[lang]}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The preview as the file that would go out, in a tab of its own. */
const openPdf = async (key: string, body: string): Promise<void> => {
  const path = '/api/letter-templates/preview.pdf'
  const headers = { ...requestHeaders('POST'), 'content-type': 'application/json' }
  const answer = await fetch(path, {
    method: 'POST',
    headers,
    credentials: 'same-origin',
    body: JSON.stringify({ key, body }),
  })
  if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => null), path)
  const url = URL.createObjectURL(await answer.blob())
  window.open(url, '_blank', 'noopener')
  // The new tab has read it long before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
