import type { ReactNode } from 'react'

/** Name and value pairs. Entries without a value are left out. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode] | null | false)[] }) {
  return (
    <dl className="rb-facts">
      {items.map((item) =>
        item ? (
          <div key={item[0]}>
            <dt>{item[0]}</dt>
            <dd>{item[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
