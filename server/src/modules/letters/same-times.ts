const LOCAL = 0x04034b50
const DIRECTORY = 0x02014b50
const END = 0x06054b50
/** 1 January 1980, the first day a zip knows, in the form of MS-DOS. */
const FIRST_DAY = 0x0021

/**
 * A zip whose entries all bear one time, so that the same contents are the same bytes (APPNOTE.TXT 4.3.7, 4.3.12).
 * Changes the buffer it is given.
 */
export const sameTimes = (zip: Buffer): Buffer => {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('Not a zip')
  for (let at = zip.readUInt32LE(end + 16), i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const local = zip.readUInt32LE(at + 42)
    if (zip.readUInt32LE(at) !== DIRECTORY || zip.readUInt32LE(local) !== LOCAL) throw new Error('Not a plain zip')
    zip.writeUInt16LE(0, at + 12)
    zip.writeUInt16LE(FIRST_DAY, at + 14)
    zip.writeUInt16LE(0, local + 10)
    zip.writeUInt16LE(FIRST_DAY, local + 12)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return zip
}
