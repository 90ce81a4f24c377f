import DownOutlined from '@ant-design/icons/DownOutlined'
import { useLocation, useRouter } from '@tanstack/react-router'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useWords } from '../i18n/language.tsx'
import { useSavedViews } from '../lib/saved-views.ts'
import { stringifySearch } from '../lib/search.ts'
import { words } from './list-words.ts'

/** Filters a person uses often, under own names. */
export function SavedViews({ list }: { list: string }) {
  const t = useWords(words)
  const router = useRouter()
  const location = useLocation()
  const { views, save, remove } = useSavedViews(list)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const store = () => {
    if (!name.trim()) return
    save({ name: name.trim(), search: stringifySearch({ ...location.search, page: undefined }) })
    setName('')
  }
  const content = (
    <div className="rb-views">
      {views.length === 0 && <p className="rb-quiet">{t('viewsNone')}</p>}
      {views.map((view) => (
        <ViewLine
          key={view.name}
          name={view.name}
          onOpen={() => {
            setOpen(false)
            void router.navigate({ href: `/${list}${view.search}` })
          }}
          onRemove={() => remove(view.name)}
        />
      ))}
      <div className="rb-view">
        <Input
          size="small"
          value={name}
          maxLength={40}
          placeholder={t('viewName')}
          aria-label={t('viewName')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={store}
        />
        <Button size="small" onClick={store} disabled={!name.trim()}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} content={content} arrow={false}>
      <Button aria-expanded={open}>
        {t('views')}
        <DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />
      </Button>
    </Popover>
  )
}

function ViewLine({ name, onOpen, onRemove }: { name: string; onOpen(): void; onRemove(): void }) {
  const t = useWords(words)
  return (
    <div className="rb-view">
      <Button type="link" size="small" onClick={onOpen}>
        {name}
      </Button>
      <Button type="text" size="small" aria-label={t('removeView', { name })} onClick={onRemove}>
        ×
      </Button>
    </div>
  )
}
