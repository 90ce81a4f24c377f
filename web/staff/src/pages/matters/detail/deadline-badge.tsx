import type { MatterClock, MatterDetail } from '@redbridge/contract'
import { Popover } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { daysUntil } from '../../../lib/format.ts'
import { useWide } from '../../../lib/use-wide.ts'
import { words as dueWords } from '../../../ui/due-words.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from '../detail-words.ts'
import { Working } from './working.tsx'

/** The clock that ends first of those that run. */
const nearest = (clocks: readonly MatterClock[]): MatterClock | undefined =>
  clocks
    .filter((one) => one.state === 'running')
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .at(0)

/** Days to a last day, in words. */
export function useDaysLeft(): (dueOn: string) => { text: string; tone: 'alert' | 'soon' | 'quiet' } {
  const t = useWords(dueWords)
  return (dueOn) => {
    const days = daysUntil(dueOn)
    if (days < 0) return { text: t('late', { n: -days }), tone: 'alert' }
    if (days === 0) return { text: t('today'), tone: 'soon' }
    return { text: t('left', { n: days }), tone: days <= 3 ? 'soon' : 'quiet' }
  }
}

/** The nearest deadline; pointing, tapping or Enter shows how the last day was found: on a narrow screen in place. */
export function DeadlineBadge({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const daysLeft = useDaysLeft()
  const [open, setOpen] = useState(false)
  const wide = useWide(960)
  const clock = nearest(matter.clocks)
  if (!clock) return null
  const { text, tone } = daysLeft(clock.dueOn)
  const badge = (
    <button
      type="button"
      className="rb-deadline-button"
      aria-expanded={open}
      aria-label={t('deadlineButton', { clock: pick(clock.text), left: text })}
      onClick={() => setOpen(wide || !open)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        event.nativeEvent.stopImmediatePropagation()
        setOpen(false)
      }}
    >
      <StateTag tone={tone}>
        {pick(clock.text)} {text}
      </StateTag>
    </button>
  )
  const working = <Working clock={clock} definition={matter.definition} titled />
  return (
    <>
      <span className="rb-deadline">
        {wide ? (
          <Popover
            trigger="hover"
            open={open}
            onOpenChange={setOpen}
            placement="bottomLeft"
            arrow={false}
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
            content={working}
          >
            {badge}
          </Popover>
        ) : (
          badge
        )}
        {clock.unconfirmed && (
          <span className="rb-unconfirmed" title={t('unconfirmedText')}>
            {t('unconfirmed')}
          </span>
        )}
      </span>
      {open && !wide && <div className="rb-deadline-panel">{working}</div>}
    </>
  )
}
