import { closeSync, openSync, writeSync } from 'node:fs'
import {
  type ChunkResult,
  matchTier,
  OUTCOMES,
  problemKinds,
  type RegisterIndex,
  rejectReasons,
  undecidedReason,
} from '@redbridge/engine/identity'

/** One result file. Reported cells go out as the bytes they came in; what is said of a row is made once a combination. */
export interface Output {
  putAccepted(result: ChunkResult, row: number): void
  putRejected(result: ChunkResult, row: number): void
  putProblem(result: ChunkResult, row: number): void
  putUndecided(result: ChunkResult, row: number): void
  close(): void
}

const SIZE = 1 << 20
const ROOM = 1 << 16

export function createOutput(path: string, index: RegisterIndex): Output {
  const file = openSync(path, 'w')
  const buffer = Buffer.allocUnsafe(SIZE)
  const words = new Map<number, Buffer>()
  let at = 0
  const flush = () => {
    for (let from = 0; from < at; ) from += writeSync(file, buffer, from, at - from)
    at = 0
  }
  const putNumber = (n: number) => {
    let digits = 1
    for (let rest = n; rest > 9; rest = (rest / 10) | 0) digits++
    for (let i = at + digits - 1; i >= at; i--) {
      buffer[i] = 48 + (n % 10)
      n = (n / 10) | 0
    }
    at += digits
  }
  const putWords = (key: number, make: () => string) => {
    let bytes = words.get(key)
    if (bytes === undefined) {
      bytes = Buffer.from(make())
      words.set(key, bytes)
    }
    bytes.copy(buffer, at)
    at += bytes.length
  }
  const begin = (result: ChunkResult, row: number) => {
    if (at > SIZE - ROOM) flush()
    putNumber(result.firstRowNo + row)
  }
  const end = ({ bytes, rowStart, rowEnd }: ChunkResult, row: number) => {
    buffer[at++] = 44
    const [from, to] = [rowStart[row]!, rowEnd[row]!]
    if (to - from > ROOM / 2) {
      flush()
      writeSync(file, bytes, from, to - from)
    } else {
      Buffer.prototype.copy.call(bytes, buffer, at, from, to)
      at += to - from
    }
    buffer[at++] = 10
  }
  const reasonsOf = (result: ChunkResult, row: number) =>
    [...problemKinds(result.kinds[row]!), undecidedReason(result.undecided[row]!) ?? []].flat().join(';')
  const verdict = (result: ChunkResult, row: number) =>
    putWords(
      (result.kinds[row]! << 8) | (result.undecided[row]! << 4) | result.outcome[row]!,
      () => `,${OUTCOMES[result.outcome[row]!]},${reasonsOf(result, row)}`,
    )
  return {
    putAccepted(result, row) {
      begin(result, row)
      verdict(result, row)
      end(result, row)
    },
    putRejected(result, row) {
      begin(result, row)
      putWords(result.rejects[row]!, () => `,${rejectReasons(result.rejects[row]!).join(';')}`)
      end(result, row)
    },
    putProblem(result, row) {
      begin(result, row)
      verdict(result, row)
      const entry = result.entries[row]! < 0 ? undefined : index.entry(result.entries[row]!)
      const found =
        entry === undefined ? ',,,' : `${matchTier(result.tiers[row]!)},${entry.uscc},${entry.name},${entry.status}`
      at += buffer.write(`,${result.duplicateOf[row] || ''},${found}`, at)
      end(result, row)
    },
    putUndecided(result, row) {
      begin(result, row)
      verdict(result, row)
      end(result, row)
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}
