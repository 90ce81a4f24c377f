import type { Dated } from '../dated.ts'
import type { InstrumentCode } from '../instruments.ts'

/** One provision our screens cite. `text` is quoted word for word; null where the wording was not at hand. */
export interface Article extends Dated {
  readonly instrument: InstrumentCode
  readonly article: number
  /** paragraph 款 and item 项, from 1 */
  readonly paragraph?: number
  readonly item?: number
  readonly text: string | null
  /** what it asks, in plain English: an explanation, not a translation with any force */
  readonly gist: string
}
