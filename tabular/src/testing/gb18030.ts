// Node decodes GB18030 but does not encode it: turn its decoder round. For tests and sample files only.
const decoder = new TextDecoder('gb18030', { fatal: true })
let table: Map<number, number[]> | undefined

const add = (map: Map<number, number[]>, bytes: number[]): void => {
  try {
    const text = decoder.decode(Uint8Array.from(bytes))
    const code = text.codePointAt(0)!
    if (text.length === (code > 0xffff ? 2 : 1) && !map.has(code)) map.set(code, bytes)
  } catch {
    // Not every byte pair stands for a character.
  }
}

const buildTable = (): Map<number, number[]> => {
  const map = new Map<number, number[]>()
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) add(map, [a, b])
  // CJK extension A and its neighbours: enough of the four-byte range for names.
  for (let a = 0x81; a <= 0x84; a++)
    for (let b = 0x30; b <= 0x39; b++)
      for (let c = 0x81; c <= 0xfe; c++) for (let d = 0x30; d <= 0x39; d++) add(map, [a, b, c, d])
  return map
}

/** Bytes of `text` in GB18030. */
export const encodeGb18030 = (text: string): Buffer => {
  table ??= buildTable()
  const out: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (code < 0x80) out.push(code)
    else if (code >= 0x10000) out.push(...astral(code))
    else out.push(...(table.get(code) ?? [0x3f]))
  }
  return Buffer.from(out)
}

/** Four bytes of a character beyond U+FFFF, by the formula of GB 18030. */
const astral = (code: number): number[] => {
  const n = code - 0x10000 + 189_000
  return [
    0x81 + Math.floor(n / 12_600),
    0x30 + (Math.floor(n / 1_260) % 10),
    0x81 + (Math.floor(n / 10) % 126),
    0x30 + (n % 10),
  ]
}
