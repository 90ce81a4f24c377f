import CopyOutlined from '@ant-design/icons/CopyOutlined'
import { App, Button, Tooltip } from 'antd'
import { useWords } from '../i18n/language.tsx'
import { groupCode } from '../lib/group-code.ts'
import { words } from './words.ts'

/** A long code in groups of four; one click copies it whole. */
export function Code({ value, copy = true }: { value: string; copy?: boolean }) {
  if (!value) return <span className="rb-quiet">—</span>
  return (
    <span className="rb-code">
      <span className="rb-groups" translate="no">
        {groupCode(value).map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups never move
          <span key={i}>{group}</span>
        ))}
      </span>
      {copy && <CopyButton text={value} />}
    </span>
  )
}

export function CopyButton({ text }: { text: string }) {
  const t = useWords(words)
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    void message.success(t('copied', { text }), 2)
  }
  return (
    <Tooltip title={t('copy')}>
      <Button
        type="text"
        size="small"
        className="rb-copy"
        icon={<CopyOutlined />}
        aria-label={`${t('copy')} ${text}`}
        onClick={(event) => {
          event.stopPropagation()
          void copy()
        }}
      />
    </Tooltip>
  )
}
