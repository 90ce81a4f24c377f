import type { DiffSpan } from '@redbridge/contract'
import { groupSpans } from '../lib/group-code.ts'

/** Differing characters are framed, bold and underlined by a wave: to be seen without colour too. */
const Mark = ({ span }: { span: DiffSpan }) =>
  span.differs ? <mark className="rb-differs">{span.text}</mark> : span.text

/** A value with the characters marked that differ from the other side; codes in groups of four. */
export function DiffText({ spans, code = false }: { spans: readonly DiffSpan[]; code?: boolean }) {
  if (spans.every((s) => s.text === '')) return <span className="rb-quiet">—</span>
  if (!code)
    return (
      <span>
        {spans.map((span, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans never move
          <Mark key={i} span={span} />
        ))}
      </span>
    )
  return (
    <span className="rb-groups" translate="no">
      {groupSpans(spans).map((group, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups never move
        <span key={i}>
          {group.map((span, j) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: spans never move
            <Mark key={j} span={span} />
          ))}
        </span>
      ))}
    </span>
  )
}
