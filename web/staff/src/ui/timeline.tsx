import type { ReactNode } from 'react'
import { formatTime } from '../lib/format.ts'

export interface TimelineEntry {
  at: string
  what: ReactNode
  who: string
  reason?: string | null
}

/** Who did what, when and why; the newest last, as in a file. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol className="rb-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={`${entry.at}${entry.who}${String(entry.reason)}`}>
          <div>
            <strong>{entry.what}</strong> <time dateTime={entry.at}>{formatTime(entry.at)}</time>
          </div>
          <div className="rb-quiet">{entry.who}</div>
          {entry.reason && <blockquote>{entry.reason}</blockquote>}
        </li>
      ))}
    </ol>
  )
}
