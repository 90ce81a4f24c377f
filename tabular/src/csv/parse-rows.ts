/**
 * Canonical CSV as strings: for headers, tests and small answers. Bulk data stays bytes.
 * @example parseRows('a,"b ""x"""\n') // → [['a', 'b "x"']]
 */
export const parseRows = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"'
    const end = quoted ? quotedEnd(text, at) : plainEnd(text, at)
    row.push(quoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end))
    at = end
    if (text[at] === ',') {
      at++
      if (at < text.length) continue
      row.push('')
    }
    at++
    rows.push(row)
    row = []
  }
  return rows
}

const quotedEnd = (text: string, at: number): number => {
  let i = at + 1
  for (;;) {
    const quote = text.indexOf('"', i)
    if (quote === -1) return text.length
    if (text[quote + 1] !== '"') return quote + 1
    i = quote + 2
  }
}

const plainEnd = (text: string, at: number): number => {
  let i = at
  while (i < text.length && text[i] !== ',' && text[i] !== '\n') i++
  return i
}

/** Rows of canonical CSV as strings, block by block. */
export async function* readRows(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  for await (const block of blocks)
    yield* parseRows(Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('utf8'))
}
