import type { Word } from '../../../i18n/define-words.ts'
import { usePick } from '../../../i18n/language.tsx'

/** What is wrong with one row of a list, under it. */
export function RowFault({ fault }: { fault: Word | undefined }) {
  const pick = usePick()
  if (!fault) return null
  return (
    <span className="rb-alert rb-small rb-ask-fault" role="alert">
      {pick(fault)}
    </span>
  )
}
