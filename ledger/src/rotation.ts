import { checkNote, formatVerifierKey, type LogKey, parseNote, parseVerifierKey, type VerifierKey } from './note.ts'

const HEAD = 'redbridge/ledger-keys/v1'

/** New keys for a log, in force for trees larger than `after`. */
export interface KeyChange {
  readonly origin: string
  readonly after: number
  readonly keys: readonly VerifierKey[]
}

/**
 * The statement by which the old keys hand over to the new ones; signed as a note by the old ones.
 * @example keyChangeText({ origin: 'a.example/log', after: 12, keys }) // 'redbridge/ledger-keys/v1\na.example/log\n12\n…'
 */
export const keyChangeText = ({ origin, after, keys }: KeyChange): string =>
  `${[HEAD, origin, String(after), ...keys.map(formatVerifierKey)].join('\n')}\n`

/** The change that a statement's text tells, or null. */
export const parseKeyChange = (text: string): KeyChange | null => {
  const [head, origin, after, ...rest] = text.split('\n')
  const keys = rest.slice(0, -1).map(parseVerifierKey)
  if (head !== HEAD || !origin || !/^\d{1,15}$/.test(after ?? '') || rest.at(-1) !== '') return null
  if (!keys.length || keys.some((key) => key === null || key.type === 'cosignature')) return null
  return { origin, after: Number(after), keys: keys as VerifierKey[] }
}

/**
 * All keys of a log, from the first ones (pinned by whoever verifies) along statements each signed by every key in
 * force before it. A statement that does not hold ends the walk: null.
 * @example followKeys({ origin, pinned }, [note1, note2])
 */
export const followKeys = (
  { origin, pinned }: { origin: string; pinned: readonly VerifierKey[] },
  statements: readonly string[],
): LogKey[] | null => {
  let current: LogKey[] = pinned.map((key) => ({ ...key, after: 0, until: null }))
  const retired: LogKey[] = []
  for (const statement of statements) {
    const note = parseNote(statement)
    const change = note && parseKeyChange(note.text)
    if (!note || change?.origin !== origin || change.after < Math.max(...current.map((key) => key.after))) return null
    if (checkNote(note, current).valid.length !== current.length) return null
    retired.push(...current.map((key) => ({ ...key, until: change.after })))
    current = change.keys.map((key) => ({ ...key, after: change.after, until: null }))
  }
  return [...retired, ...current]
}
