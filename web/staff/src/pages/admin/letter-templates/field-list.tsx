import type { LetterField } from '@redbridge/contract'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { syntax, words } from './words.ts'

/** What the text may name, with an example of each. */
export function FieldList({ fields, onInsert }: { fields: readonly LetterField[]; onInsert(name: string): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const columns: Column<LetterField>[] = [
    {
      key: 'field',
      title: t('field'),
      render: (one) => (
        <button
          type="button"
          className="rb-letter-link"
          aria-label={t('insert', { name: lang === 'zh' ? one.zh : one.en })}
          onClick={() => onInsert(one.zh)}
        >
          <code>{`{{${one.zh}}}`}</code>
        </button>
      ),
    },
    {
      key: 'name',
      title: t('name'),
      priority: 2,
      render: (one) => (
        <>
          {lang === 'zh' ? one.zh : one.en}
          {(one.list || one.system) && <span className="rb-sub"> {one.system ? t('system') : t('list')}</span>}
        </>
      ),
    },
    {
      key: 'example',
      title: t('example'),
      render: (one) => <span className="rb-quiet">{one.example.split('\n')[0]}</span>,
    },
  ]
  return (
    <details className="rb-section rb-template-help">
      <summary>{t('fields')}</summary>
      <p className="rb-quiet">{t('fieldsHint')}</p>
      <DataTable label={t('fields')} rows={fields} rowKey={(one) => one.name} columns={columns} />
    </details>
  )
}

export function SyntaxHelp() {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <details className="rb-section rb-template-help">
      <summary>{t('syntax')}</summary>
      <dl className="rb-template-syntax">
        {syntax.map((one) => (
          <div key={one.sample}>
            <dt>
              <code>{one.sample}</code>
            </dt>
            <dd>{one[lang]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
