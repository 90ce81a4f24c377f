import type { LetterWords } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { words } from './words.ts'
import './templates.css'

const HAN = /^[㐀-鿿]{2,12}$/

/** Organ code, the word of each kind of letter, and who is named as contact. */
export function LetterWordsDrawer({ words: given, onClose }: { words: LetterWords; onClose(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [draft, setDraft] = useState(given)
  const set = (change: Partial<LetterWords>) => setDraft((before) => ({ ...before, ...change }))
  const save = () => {
    const { organCode, ordinal, contact, phone, address } = draft
    // A word left empty is the usual one.
    const own = Object.entries(draft.words).filter(([, word]) => word !== '')
    return api.post('/api/letter-words', {
      organCode,
      words: Object.fromEntries(own),
      ordinal,
      contact,
      phone,
      address,
    })
  }
  return (
    <FormDrawer
      title={t('words')}
      action={t('saveWords')}
      missing={HAN.test(draft.organCode) ? '' : t('codeMissing')}
      save={save}
      onSaved={() => {
        report.done(t('wordsSaved'))
        void client.invalidateQueries({ queryKey: ['letter-words'] })
        void client.invalidateQueries({ queryKey: ['letter-templates'] })
        onClose()
      }}
      onClose={onClose}
    >
      <Field label={t('organCode')} hint={given.entered ? t('organCodeHint') : t('usualCode')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={12}
            value={draft.organCode}
            onChange={(e) => set({ organCode: e.target.value.trim() })}
          />
        )}
      </Field>
      <div>
        <Checkbox checked={draft.ordinal} onChange={(e) => set({ ordinal: e.target.checked })}>
          {t('ordinal')}
        </Checkbox>
        <div className="rb-quiet rb-small">{t('ordinalHint')}</div>
      </div>
      <WordFields draft={draft} onChange={(next) => set({ words: next })} />
      {(['contact', 'phone', 'address'] as const).map((key) => (
        <Field key={key} label={t(key)} {...(key === 'contact' ? { hint: t('contactHint') } : {})}>
          {(id, hint) => (
            <Input
              id={id}
              aria-describedby={hint}
              maxLength={key === 'address' ? 120 : 40}
              value={draft[key]}
              onChange={(e) => set({ [key]: e.target.value })}
            />
          )}
        </Field>
      ))}
    </FormDrawer>
  )
}

function WordFields({ draft, onChange }: { draft: LetterWords; onChange(words: LetterWords['words']): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <div className="rb-letter-words">
      {Object.entries(draft.usual).map(([key, usual]) => {
        const word = draft.words[key] || usual.word
        const last = draft.last[draft.organCode + word]
        return (
          <Field
            key={key}
            label={t('word', { name: lang === 'zh' ? usual.titleZh : usual.titleEn })}
            {...(last ? { hint: t('lastNumber', { year: String(draft.year), n: last }) } : {})}
          >
            {(id, hint) => (
              <Input
                id={id}
                aria-describedby={hint}
                maxLength={8}
                placeholder={usual.word}
                value={draft.words[key] ?? ''}
                onChange={(e) => onChange({ ...draft.words, [key]: e.target.value.trim() })}
              />
            )}
          </Field>
        )
      })}
    </div>
  )
}
