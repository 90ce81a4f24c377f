import { Button, Dropdown } from 'antd'
import { useWords } from '../i18n/language.tsx'
import { words } from './bulk-words.ts'

export interface BulkAction {
  key: string
  label: string
  primary?: boolean
}

interface Props {
  chosen: number
  all: boolean
  total: number
  actions: readonly BulkAction[]
  onAction(key: string): void
  /** null where a request cannot mean everything that matches */
  onChooseAll: (() => void) | null
  onClear(): void
}

/** Stands above the list while something is selected: how much, and at most three actions beside a menu. */
export function BulkBar({ chosen, all, total, actions, onAction, onChooseAll, onClear }: Props) {
  const t = useWords(words)
  if (chosen === 0 && !all) return null
  const rest = actions.slice(3)
  return (
    <section className="rb-bulk" aria-label={t('bar')}>
      <strong role="status">{all ? t('chosenAll', { n: total }) : t('chosen', { n: chosen })}</strong>
      {!all && onChooseAll && total > chosen && (
        <Button type="link" size="small" onClick={onChooseAll}>
          {t('chooseAll', { n: total })}
        </Button>
      )}
      <span className="rb-push" />
      {actions.slice(0, 3).map((action) => (
        <Button key={action.key} type={action.primary ? 'primary' : 'default'} onClick={() => onAction(action.key)}>
          {action.label}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          menu={{ items: rest.map((a) => ({ key: a.key, label: a.label })), onClick: ({ key }) => onAction(key) }}
        >
          <Button>{t('more')}</Button>
        </Dropdown>
      )}
      <Button type="text" onClick={onClear}>
        {t('clear')}
      </Button>
    </section>
  )
}
