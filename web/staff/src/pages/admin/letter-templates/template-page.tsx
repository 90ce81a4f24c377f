import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { LetterTemplate } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { TemplateVersions } from './template-versions.tsx'
import { words } from './words.ts'
import './templates.css'

/** One kind of letter: its text beside what it makes, what it may name, and every version of it. */
export function LetterTemplatePage() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { key = '' } = useParams({ strict: false }) as { key?: string }
  const query = useQuery({
    queryKey: ['letter-templates', key],
    queryFn: ({ signal }) => api.get<LetterTemplate>(`/api/letter-templates/${encodeURIComponent(key)}`, {}, signal),
  })
  const name = query.data && (lang === 'zh' ? query.data.titleZh : query.data.titleEn)
  return (
    <Page
      title={name ?? t('title')}
      back={
        <AppLink href="/letter-templates">
          <LeftOutlined aria-hidden="true" /> {t('back')}
        </AppLink>
      }
    >
      <Loaded query={query}>
        {(template) => (
          <>
            {/* A newer version begins a new draft. */}
            <TemplateEditor key={template.versions[0]?.version} template={template} />
            <TemplateVersions template={template} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
