import type { ReactNode } from 'react'

/** What a state asks of the reader. Each tone has its own shape, so that colour is never the only sign. */
export type Tone = 'alert' | 'soon' | 'active' | 'waiting' | 'done' | 'dropped' | 'quiet'

const SHAPES: Record<Tone, ReactNode> = {
  alert: <path d="M6 1.2 11.4 10.8H.6z" fill="currentColor" />,
  soon: <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />,
  active: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  waiting: (
    <path
      d="M6 1.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zm0 1.6v6a3 3 0 0 1 0-6z"
      fill="currentColor"
      fillRule="evenodd"
    />
  ),
  done: <path d="M1.6 6.4 4.6 9.4 10.4 2.8" fill="none" stroke="currentColor" strokeWidth="2" />,
  dropped: <path d="M2.2 2.2l7.6 7.6M9.8 2.2 2.2 9.8" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  quiet: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.6" />,
}

export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`rb-tag rb-tone-${tone}`}>
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" focusable="false">
        {SHAPES[tone]}
      </svg>
      {children}
    </span>
  )
}
