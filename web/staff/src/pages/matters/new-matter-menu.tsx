import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { AppLink } from '../../ui/app-link.tsx'
import { kindParts } from './kind-parts.ts'
import { useKinds } from './use-kinds.ts'
import { words } from './words.ts'

/** The kinds that one may open, each with what it is for. */
export function NewMatterMenu() {
  const t = useWords(words)
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const kinds = useKinds().filter((kind) => kind.mayOpen && kind.openedBy === 'people')
  if (kinds.length === 0) return null
  return (
    <>
      <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      <Drawer open={open} size={480} title={t('createWhich')} onClose={() => setOpen(false)}>
        <nav className="rb-new-kinds" aria-label={t('createWhich')}>
          {kinds.map((kind) => (
            <AppLink
              key={kind.kind}
              href={kindParts(kind.kind).opening ?? `/matters/new/${kind.kind}`}
              onClick={() => setOpen(false)}
            >
              <strong>{pick(kind.title)}</strong>
              <span className="rb-quiet">{pick(kind.about)}</span>
            </AppLink>
          ))}
        </nav>
      </Drawer>
    </>
  )
}
