/** CRC-32 of ISO 3309, as zip files carry it; eight tables, so that eight bytes go in one step. */
const TABLES: readonly Uint32Array[] = (() => {
  const tables = Array.from({ length: 8 }, () => new Uint32Array(256))
  const [first] = tables as [Uint32Array]
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    first[n] = c >>> 0
  }
  for (let n = 0; n < 256; n++)
    for (let t = 1; t < 8; t++) {
      const before = (tables[t - 1] as Uint32Array)[n] as number
      ;(tables[t] as Uint32Array)[n] = ((before >>> 8) ^ (first[before & 255] as number)) >>> 0
    }
  return tables
})()

/**
 * CRC-32 of `bytes`; with `before`, of what came before and `bytes` together.
 * @example crc32(new TextEncoder().encode('123456789')) // 0xcbf43926
 */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ]
  let c = ~before
  let at = 0
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low =
      c ^
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24))
    c =
      (t7[low & 255] as number) ^
      (t6[(low >>> 8) & 255] as number) ^
      (t5[(low >>> 16) & 255] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[bytes[at + 4] as number] as number) ^
      (t2[bytes[at + 5] as number] as number) ^
      (t1[bytes[at + 6] as number] as number) ^
      (t0[bytes[at + 7] as number] as number)
  }
  for (; at < bytes.length; at++) c = (c >>> 8) ^ (t0[(c ^ (bytes[at] as number)) & 255] as number)
  return ~c >>> 0
}
