import DownOutlined from '@ant-design/icons/DownOutlined'
import MenuOutlined from '@ant-design/icons/MenuOutlined'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { useMe, useSignOut } from '../lib/session.ts'
import { useWide } from '../lib/use-wide.ts'
import { type SchemeChoice, useScheme } from '../theme/theme.tsx'
import { AppLink } from '../ui/app-link.tsx'
import { openShortcutHelp } from '../ui/shortcuts.tsx'
import { Mark } from './mark.tsx'
import { words } from './words.ts'

export function Header({ onMenu }: { onMenu: (() => void) | null }) {
  const t = useWords(words)
  const me = useMe()
  const { lang, setLang } = useLanguage()
  const wide = useWide(640)
  const organisation = lang === 'en' && me.organisation.nameEn ? me.organisation.nameEn : me.organisation.nameZh
  return (
    <header className="rb-header">
      {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t('openMenu')} onClick={onMenu} />}
      <AppLink href="/" className="rb-brand">
        <Mark />
        <span className="rb-brand-name" lang="zh-CN">
          红桥
        </span>
        <span className="rb-hidden">{t('todo')}</span>
        {wide && <span className="rb-brand-latin">Redbridge</span>}
      </AppLink>
      <span className="rb-organisation" title={organisation}>
        {organisation}
      </span>
      <span className="rb-push" />
      <Button type="text" lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>
        {t('otherLanguage')}
      </Button>
      <UserMenu name={me.name} organisation={organisation} />
    </header>
  )
}

function UserMenu({ name, organisation }: { name: string; organisation: string }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const signOut = useSignOut()
  const { choice, choose } = useScheme()
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: organisation },
    {
      key: 'appearance',
      type: 'group',
      label: t('appearance'),
      children: (['light', 'dark', 'system'] as const).map((key) => ({
        key: `scheme:${key}`,
        label: `${choice === key ? '● ' : '○ '}${t(key)}`,
      })),
    },
    { type: 'divider' },
    { key: 'security', label: t('security') },
    { key: 'shortcuts', label: t('shortcuts'), extra: '?' },
    { type: 'divider' },
    { key: 'signOut', label: t('signOut') },
  ]
  const act = (key: string) => {
    if (key.startsWith('scheme:')) choose(key.slice(7) as SchemeChoice)
    if (key === 'shortcuts') openShortcutHelp()
    if (key === 'security') void navigate({ href: '/account' })
    if (key === 'signOut') void signOut()
  }
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => act(key) }} trigger={['click']} placement="bottomRight">
      <Button type="text" aria-haspopup="menu" className="rb-user">
        {name} <DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  )
}
