import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/language.tsx'
import { words } from './words.ts'

export interface Shortcut {
  key: string
  /** how the key is written in the help, when not as it is */
  shown?: string
  text: string
  run(): void
}

/** Shortcuts of the screens now open; the help lists them. */
const active = new Set<{ readonly current: readonly Shortcut[] }>()
const HELP = 'redbridge:shortcut-help'
export const openShortcutHelp = () => window.dispatchEvent(new Event(HELP))

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('a, button, [role="menuitem"], [role="tab"], [role="option"]') !== null

/** Registers single-key shortcuts while the component is shown. They rest while one types or a dialog is open. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    active.add(latest)
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      if (event.key === 'Enter' && isOnControl(event.target)) return
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return
      const found = latest.current.find((s) => s.key === event.key)
      if (!found) return
      event.preventDefault()
      found.run()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      active.delete(latest)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

export function ShortcutHelp() {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = () => setOpen(true)
    window.addEventListener(HELP, show)
    return () => window.removeEventListener(HELP, show)
  }, [])
  useShortcuts([{ key: '?', text: t('showShortcuts'), run: () => setOpen(true) }])
  const rows = open ? [...active].reverse().flatMap((list) => list.current) : []
  return (
    <Modal open={open} onCancel={() => setOpen(false)} title={t('shortcutsTitle')} footer={null} width={420}>
      <dl className="rb-keys">
        {rows.map((s) => (
          <div key={s.key}>
            <dt>
              <kbd>{s.shown ?? s.key}</kbd>
            </dt>
            <dd>{s.text}</dd>
          </div>
        ))}
      </dl>
      {rows.length < 2 && <p className="rb-quiet">{t('shortcutsNone')}</p>}
    </Modal>
  )
}
