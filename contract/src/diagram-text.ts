/**
 * How words stand in the diagram of a process: server and screen break them alike, so that what was laid out is what is
 * drawn. Sizes are pixels; there is nothing to measure with, so widths are those of an ordinary sans-serif at most.
 */
export const DIAGRAM = { stateSize: 14, labelSize: 12, stateWidth: 114, labelWidth: 98, lineHeight: 1.25 } as const

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201f]/u
/** what a line breaks into: words with their spaces, single Chinese characters with the punctuation that follows */
const PIECES = /[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|[\u2e80-\u9fff\uff00-\uffef][，。、；：）》”]*/gu

const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + (WIDE.test(character) ? size : size * 0.56), 0)

const fill = (pieces: readonly string[], limit: number, size: number): string[] => {
  const lines: string[] = []
  for (const piece of pieces) {
    const line = lines.at(-1)
    if (line !== undefined && textWidth((line + piece).trimEnd(), size) <= limit) lines[lines.length - 1] = line + piece
    else lines.push(piece)
  }
  return lines.map((line) => line.trimEnd())
}

const broken = (text: string, limit: number, size: number): string[] => {
  // where the language itself pauses is the best place
  const halves = text.split(/(?<=，)|(?=（)/u)
  const fitting = halves.length === 2 && halves.every((half) => textWidth(half, size) <= limit)
  if (fitting && textWidth(text, size) > limit) return halves
  const pieces = text.match(PIECES) ?? [text]
  const lines = fill(pieces, limit, size)
  // as few lines as that, but even ones: the narrowest that gives no more of them
  let narrow = limit
  while (narrow > size && fill(pieces, narrow - 2, size).length === lines.length) narrow -= 2
  return fill(pieces, narrow, size)
}

/** Lines of the words of a state. @example stateLines('已报请指定管辖') // ['已报请指定管辖'] */
export const stateLines = (text: string): string[] => broken(text, DIAGRAM.stateWidth, DIAGRAM.stateSize)

/** Lines of the words of an arrow. @example labelLines('Ask the procuratorate to supervise').length // 3 */
export const labelLines = (text: string): string[] => broken(text, DIAGRAM.labelWidth, DIAGRAM.labelSize)

/** Room that lines take, in pixels. @example roomOfLines(['移送'], 12) // { width: 24, height: 15 } */
export const roomOfLines = (lines: readonly string[], size: number): { width: number; height: number } => ({
  width: Math.ceil(Math.max(0, ...lines.map((line) => textWidth(line, size)))),
  height: Math.ceil(lines.length * size * DIAGRAM.lineHeight),
})
