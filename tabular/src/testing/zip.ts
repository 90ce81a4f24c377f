import { crc32, deflateRawSync } from 'node:zlib'

/** One entry as it is to stand in the archive; the overrides make it lie. */
export interface ZipPart {
  readonly name: string
  readonly data: string | Uint8Array
  readonly flags?: number
  readonly declaredSize?: number
  /** point the directory at this entry's data instead of writing own */
  readonly sameAs?: number
  /** sizes in a zip64 field */
  readonly zip64?: boolean
}

const header = (part: ZipPart, packed: Buffer, size: number, crc: number): Buffer => {
  const name = Buffer.from(part.name)
  const fixed = Buffer.alloc(30)
  fixed.writeUInt32LE(0x04034b50, 0)
  fixed.writeUInt16LE(20, 4)
  fixed.writeUInt16LE((part.flags ?? 0) | 0x800, 6)
  fixed.writeUInt16LE(8, 8)
  fixed.writeUInt32LE(crc, 14)
  fixed.writeUInt32LE(packed.length, 18)
  fixed.writeUInt32LE(size, 22)
  fixed.writeUInt16LE(name.length, 26)
  return Buffer.concat([fixed, name])
}

const directoryEntry = (part: ZipPart, packed: Buffer, size: number, crc: number, offset: number): Buffer => {
  const name = Buffer.from(part.name)
  const extra = part.zip64 ? Buffer.alloc(20) : Buffer.alloc(0)
  if (part.zip64) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(16, 2)
    extra.writeBigUInt64LE(BigInt(size), 4)
    extra.writeBigUInt64LE(BigInt(packed.length), 12)
  }
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE(45, 4)
  fixed.writeUInt16LE(part.zip64 ? 45 : 20, 6)
  fixed.writeUInt16LE((part.flags ?? 0) | 0x800, 8)
  fixed.writeUInt16LE(8, 10)
  fixed.writeUInt32LE(crc, 16)
  fixed.writeUInt32LE(part.zip64 ? 0xffffffff : packed.length, 20)
  fixed.writeUInt32LE(part.zip64 ? 0xffffffff : size, 24)
  fixed.writeUInt16LE(name.length, 28)
  fixed.writeUInt16LE(extra.length, 30)
  fixed.writeUInt32LE(offset, 42)
  return Buffer.concat([fixed, name, extra])
}

/** A zip archive, well-formed or not: the parts decide. */
export const buildZip = (parts: readonly ZipPart[]): Buffer => {
  const body: Buffer[] = []
  const directory: Buffer[] = []
  const written: { packed: Buffer; size: number; crc: number; offset: number }[] = []
  let offset = 0
  for (const part of parts) {
    if (part.sameAs === undefined) {
      const data = Buffer.from(part.data as string)
      const packed = deflateRawSync(data)
      const size = part.declaredSize ?? data.length
      const crc = crc32(data)
      const local = header(part, packed, size, crc)
      body.push(local, packed)
      written.push({ packed, size, crc, offset })
      offset += local.length + packed.length
    } else written.push(written[part.sameAs]!)
    const { packed, size, crc, offset: at } = written.at(-1)!
    directory.push(directoryEntry(part, packed, size, crc, at))
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...body, list, end])
}
