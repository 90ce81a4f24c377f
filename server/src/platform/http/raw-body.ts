import { Readable } from 'node:stream'
import { AppError } from '../errors.ts'

/** A body taken whole, and a stream that gives it again to whoever parses it. */
export interface RawBody {
  readonly bytes: Buffer
  again(): Readable & { receivedEncodedLength: number }
}

/** Reads a body byte for byte, which is what its digest is about; over the limit it is not read on. */
export const takeRawBody = async (stream: AsyncIterable<Buffer | string>, limit: number): Promise<RawBody> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Buffer)
    length += bytes.length
    if (length > limit) throw new AppError('too_large')
    chunks.push(bytes)
  }
  const bytes = Buffer.concat(chunks)
  const again = () =>
    Object.assign(Readable.from(bytes.length > 0 ? [bytes] : [], { objectMode: false }), {
      receivedEncodedLength: length,
    })
  return { bytes, again }
}
