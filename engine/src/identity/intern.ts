/** Gives equal texts one small number; used for columns with few distinct values, without making a string per row. */
export interface Interner<T> {
  /** id of the concatenated spans; `make` decides what a new text stands for */
  id(bytes: Uint8Array, from: number, to: number, from2: number, to2: number): number
  readonly values: T[]
}

export function createInterner<T>(make: (first: string, second: string) => T): Interner<T> {
  const values: T[] = []
  const keys: Uint8Array[] = []
  let slots = new Int32Array(1024)
  let last = -1
  const same = (id: number, bytes: Uint8Array, from: number, to: number, from2: number, to2: number) => {
    const key = keys[id]!
    const first = to - from
    if (key.length !== first + to2 - from2 + 1) return false
    for (let i = 0; i < first; i++) if (key[i] !== bytes[from + i]) return false
    if (key[first] !== 9) return false
    for (let i = from2, k = first + 1; i < to2; i++, k++) if (key[k] !== bytes[i]) return false
    return true
  }
  const put = (id: number) => {
    let slot = hashSpans(keys[id]!, 0, keys[id]!.length, 0, 0) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = id + 1
  }
  const add = (bytes: Uint8Array, from: number, to: number, from2: number, to2: number) => {
    const key = new Uint8Array(to - from + to2 - from2 + 1)
    key.set(bytes.subarray(from, to))
    key[to - from] = 9
    key.set(bytes.subarray(from2, to2), to - from + 1)
    const text = (a: number, b: number) => Buffer.from(bytes.buffer, bytes.byteOffset + a, b - a).toString()
    values.push(make(text(from, to), text(from2, to2)))
    keys.push(key)
    if (keys.length * 2 > slots.length) {
      slots = new Int32Array(slots.length * 2)
      for (let id = 0; id < keys.length; id++) put(id)
    } else put(keys.length - 1)
    return keys.length - 1
  }
  const id: Interner<T>['id'] = (bytes, from, to, from2, to2) => {
    if (last >= 0 && same(last, bytes, from, to, from2, to2)) return last
    const mask = slots.length - 1
    for (let slot = hashSpans(bytes, from, to, from2, to2, true) & mask; ; slot = (slot + 1) & mask) {
      last = slots[slot]! - 1
      if (last < 0) {
        last = add(bytes, from, to, from2, to2)
        return last
      }
      if (same(last, bytes, from, to, from2, to2)) return last
    }
  }
  return { id, values }
}

function hashSpans(bytes: Uint8Array, from: number, to: number, from2: number, to2: number, tab = false): number {
  let h = 0x811c9dc5
  for (let i = from; i < to; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  if (tab) h = Math.imul(h ^ 9, 0x01000193)
  for (let i = from2; i < to2; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  return h ^ (h >>> 15)
}
