import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { Matter } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import type { useWalk } from '../../../lib/use-walk.ts'
import { words as shell } from '../../../shell/words.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { words } from '../detail-words.ts'
import { MatterView } from './matter-view.tsx'
import { matterQuery } from './use-matter.ts'

interface Props {
  id: string
  beside: boolean
  walk: ReturnType<typeof useWalk<Matter>>
}

/** One matter with the way back to the list and to its neighbours there. */
export function MatterPanel({ id, beside, walk }: Props) {
  const t = useWords(words)
  const ts = useWords(shell)
  const query = useQuery(matterQuery(id))
  const name = query.data && `${query.data.number} ${query.data.title}`
  useEffect(() => {
    if (name) document.title = `${name} · ${ts('product')}`
  }, [name, ts])
  useShortcuts([{ key: 'Escape', shown: 'Esc', text: t('close'), run: walk.close }])
  return (
    <article className={beside ? 'rb-matter rb-panel' : 'rb-matter'} aria-label={name ?? ts('product')}>
      <div className="rb-matter-nav">
        {!beside && (
          <Button type="link" icon={<LeftOutlined aria-hidden="true" />} onClick={walk.close}>
            {t('back')}
          </Button>
        )}
        <span className="rb-push" />
        <Button size="small" disabled={!walk.previous} onClick={() => walk.previous?.()}>
          {t('previous')}
        </Button>
        <Button size="small" disabled={!walk.next} onClick={() => walk.next?.()}>
          {t('next')}
        </Button>
        {beside && (
          <Button size="small" type="text" aria-label={t('close')} onClick={walk.close}>
            ✕
          </Button>
        )}
      </div>
      <Loaded query={query}>{(matter) => <MatterView matter={matter} heading={beside ? 'h2' : 'h1'} />}</Loaded>
    </article>
  )
}
