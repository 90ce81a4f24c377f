/** 64-bit hash of a row's identifier and shop in two lanes: the key duplicates are found by. */
export const rowHash = { hi: 0, lo: 0 }

export function startHash(): void {
  rowHash.hi = 0x243f6a88
  rowHash.lo = 0x13198a2e
}

export function mixWord(word: number): void {
  let h = Math.imul(rowHash.hi ^ word, 0x9e3779b1)
  rowHash.hi = h ^ (h >>> 15)
  h = Math.imul(((rowHash.lo << 13) | (rowHash.lo >>> 19)) ^ word, 0xc2b2ae3d)
  rowHash.lo = h ^ (h >>> 16)
}

/** Mixes bytes; those before `lowerTo` as lower case. */
export function mixBytes(bytes: Uint8Array, from: number, to: number, lowerTo: number): void {
  let word = 0
  let shift = 0
  for (let i = from; i < to; i++) {
    let c = bytes[i]!
    if (i < lowerTo && c >= 65 && c <= 90) c += 32
    word |= c << shift
    shift += 8
    if (shift === 32) {
      mixWord(word)
      word = 0
      shift = 0
    }
  }
  mixWord(word ^ ((to - from) << 24))
}

export function mixUnits(units: Uint16Array, length: number): void {
  for (let i = 0; i < length; i += 2) mixWord(units[i]! | ((i + 1 < length ? units[i + 1]! : 0) << 16))
  mixWord(length)
}
