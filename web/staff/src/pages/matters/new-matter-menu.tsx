import DownOutlined from '@ant-design/icons/DownOutlined'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { AppLink } from '../../ui/app-link.tsx'
import { useKinds } from './use-kinds.ts'
import { words } from './words.ts'

/** The kinds that one may open, each with what it is for. */
export function NewMatterMenu() {
  const t = useWords(words)
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const kinds = useKinds().filter((kind) => kind.mayOpen && kind.openedBy === 'people')
  if (kinds.length === 0) return null
  const content = (
    <nav className="rb-new-kinds" aria-label={t('createWhich')}>
      {kinds.map((kind) => (
        <AppLink key={kind.kind} href={`/matters/new/${kind.kind}`} onClick={() => setOpen(false)}>
          <strong>{pick(kind.title)}</strong>
          <span className="rb-quiet">{pick(kind.about)}</span>
        </AppLink>
      ))}
    </nav>
  )
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={content} arrow={false}>
      <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} aria-expanded={open} aria-haspopup="true">
        {t('create')}
        <DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />
      </Button>
    </Popover>
  )
}
