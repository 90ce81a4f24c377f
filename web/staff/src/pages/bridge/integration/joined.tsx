import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { useMe } from '../../../lib/session.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { platformsQuery } from '../settings/platforms.tsx'
import { useJoin } from '../settings/use-join.ts'
import { words } from '../settings/words.ts'

/** Whether the platform is on the bridge; its administrator decides. */
export function Joined() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { organisation } = useMe()
  const { data } = useQuery(platformsQuery(true))
  const { ask, isPending } = useJoin()
  if (!data) return null
  const joined = data.items.some(({ id }) => id === organisation.id)
  const name = lang === 'zh' ? organisation.nameZh : organisation.nameEn || organisation.nameZh
  return (
    <p className="rb-actions rb-bridge-joined">
      <StateTag tone={joined ? 'done' : 'soon'}>{t(joined ? 'joinedSelf' : 'notJoinedSelf')}</StateTag>
      <Button
        size="small"
        type={joined ? 'default' : 'primary'}
        loading={isPending}
        onClick={() => void ask({ id: organisation.id, name, joined: !joined })}
      >
        {t(joined ? 'leave' : 'join')}
      </Button>
    </p>
  )
}
