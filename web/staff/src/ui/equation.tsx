import type { ReactNode } from 'react'
import { formatNumber } from '../lib/format.ts'
import { AppLink } from './app-link.tsx'

export interface Term {
  label: string
  value: number
  href?: string
  note?: ReactNode
}

/** Totals that must balance, written as the sum they are: 报送 9,612 = 接收 9,540 + 拒收 72. */
export function Equation({ whole, parts, label }: { whole: Term; parts: readonly Term[]; label: string }) {
  const balanced = whole.value === parts.reduce((sum, p) => sum + p.value, 0)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a sum is no fieldset
    <div className={balanced ? 'rb-equation' : 'rb-equation rb-unbalanced'} role="group" aria-label={label}>
      <TermBox term={whole} />
      {parts.map((part, i) => (
        <span key={part.label} className="rb-equation-part">
          <span className="rb-sign">{i === 0 ? (balanced ? '=' : '≠') : '+'}</span>
          <TermBox term={part} />
        </span>
      ))}
    </div>
  )
}

function TermBox({ term }: { term: Term }) {
  const figure = formatNumber(term.value)
  return (
    <span className="rb-term">
      <span className="rb-term-label">{term.label}</span>
      <span className="rb-term-value">
        {term.href && term.value > 0 ? <AppLink href={term.href}>{figure}</AppLink> : figure}
      </span>
      {term.note && <span className="rb-term-note">{term.note}</span>}
    </span>
  )
}
