/** A run of text that differs from the other side or does not (the contract's DiffSpan). */
interface Span {
  readonly text: string
  readonly differs: boolean
}

/**
 * Cuts a long code into groups of four for reading. The gaps are drawn, not typed: what is copied stays whole.
 * @example groupCode('91330100MA27XLKN1T') // ['9133', '0100', 'MA27', 'XLKN', '1T']
 */
export function groupCode(code: string): string[] {
  const characters = [...code]
  if (characters.length < 9) return [code]
  // Mobile numbers are read three, four, four.
  if (/^1\d{10}$/.test(code)) return [code.slice(0, 3), code.slice(3, 7), code.slice(7)]
  const groups: string[] = []
  for (let i = 0; i < characters.length; i += 4) groups.push(characters.slice(i, i + 4).join(''))
  return groups
}

/** The same over marked spans: a list of groups, each a list of spans; the text of all is the text given. */
export function groupSpans(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = []
  let group: Span[] = []
  let length = 0
  for (const span of spans)
    for (const character of span.text) {
      const last = group.at(-1)
      if (last && last.differs === span.differs)
        group[group.length - 1] = { text: last.text + character, differs: span.differs }
      else group.push({ text: character, differs: span.differs })
      if (++length % 4 === 0) {
        groups.push(group)
        group = []
      }
    }
  if (group.length > 0) groups.push(group)
  return groups
}

/**
 * Where the marked characters stand, counted from 1, for words beside the marks.
 * @example differingPlaces([{ text: '杭州青', differs: false }, { text: '和', differs: true }]) // [4]
 */
export function differingPlaces(spans: readonly Span[]): number[] {
  const places: number[] = []
  let at = 0
  for (const span of spans)
    for (const _ of span.text) {
      at++
      if (span.differs) places.push(at)
    }
  return places
}
