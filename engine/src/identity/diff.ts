import { foldName } from './fold.ts'

/** A run of characters for side-by-side display. `form` = same after folding, `changed` = really different. */
export interface DiffSpan {
  readonly text: string
  readonly kind: 'same' | 'form' | 'changed'
}

const LIMIT = 400

/**
 * Two spellings cut into runs for side-by-side display, differing characters marked. Longest common subsequence over
 * folded characters; texts over 400 characters are compared by common start and end only.
 *
 * @example diffChars('北京红桥商贸', '北京虹桥商贸').reported // [{text:'北京',kind:'same'},{text:'红',kind:'changed'},…]
 */
export function diffChars(reported: string, registered: string): { reported: DiffSpan[]; registered: DiffSpan[] } {
  const left = [...reported]
  const right = [...registered]
  const leftKinds: DiffSpan['kind'][] = left.map((c) => (foldName(c) === '' ? 'form' : 'changed'))
  const rightKinds: DiffSpan['kind'][] = right.map((c) => (foldName(c) === '' ? 'form' : 'changed'))
  for (const [i, j] of commonPairs(left.map(foldName), right.map(foldName))) {
    const kind = left[i] === right[j] ? 'same' : 'form'
    leftKinds[i] = kind
    rightKinds[j] = kind
  }
  return { reported: spans(left, leftKinds), registered: spans(right, rightKinds) }
}

/** Index pairs of a longest common subsequence; '' (a dropped character) never pairs. */
function commonPairs(a: readonly string[], b: readonly string[]): [number, number][] {
  const pairs: [number, number][] = []
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) pairs.push([start, start++])
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) pairs.push([--endA, --endB])
  const n = endA - start
  const m = endB - start
  if (n === 0 || m === 0 || n > LIMIT || m > LIMIT) return pairs
  const length = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1))
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i]![j] =
        a[start + i] === b[start + j] && a[start + i] !== ''
          ? length[i + 1]![j + 1]! + 1
          : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (a[start + i] === b[start + j] && a[start + i] !== '') pairs.push([start + i++, start + j++])
    else if (length[i + 1]![j]! >= length[i]![j + 1]!) i++
    else j++
  }
  return pairs
}

function spans(chars: readonly string[], kinds: readonly DiffSpan['kind'][]): DiffSpan[] {
  const out: { text: string; kind: DiffSpan['kind'] }[] = []
  chars.forEach((c, i) => {
    const last = out.at(-1)
    if (last !== undefined && last.kind === kinds[i]) last.text += c
    else out.push({ text: c, kind: kinds[i]! })
  })
  return out
}
