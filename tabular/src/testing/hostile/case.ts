import type { TabularErrorCode } from '../../errors.ts'
import type { TableLimits } from '../../limits.ts'
import type { TabularWarningCode } from '../../rows.ts'

/** A hostile or broken file and the answer it must get. The test and docs/hostile-inputs.md both read this. */
export interface HostileCase {
  /** short stable name */
  readonly name: string
  /** what is sent */
  readonly what: string
  /** what Redbridge answers, in a sentence */
  readonly answer: string
  /** writes the file into `dir`; a string is its path, bytes are written for you */
  readonly build: (dir: string) => Promise<string | Uint8Array> | string | Uint8Array | { text: string }
  readonly limits?: Partial<TableLimits>
  readonly expect: HostileAnswer
}

export interface HostileAnswer {
  /** the file is refused with this code */
  readonly error?: TabularErrorCode
  /** the file is read: these are its rows, as cells */
  readonly rows?: readonly (readonly string[])[]
  /** number of rows, where listing them says nothing */
  readonly count?: number
  readonly header?: readonly string[]
  readonly warnings?: readonly TabularWarningCode[]
  readonly encoding?: string
  /** report columns that two header cells claim */
  readonly ambiguous?: readonly string[]
  /** rows carry a character that cannot be decoded, so the engine rejects them (`encoding`) */
  readonly undecodable?: boolean
  /** what `convert` answers where reading alone is no error */
  readonly convertError?: TabularErrorCode
}

export const H = ['经营者名称', '统一社会信用代码', '网店名称'] as const
export const R = ['杭州红桥贸易有限公司', '91330106MA27X0000X', '红桥小店'] as const
export const HEAD = `${H.join(',')}\n`
export const ROW = `${R.join(',')}\n`
export const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
