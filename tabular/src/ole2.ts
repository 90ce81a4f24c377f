import { TabularError } from './errors.ts'
import { readAt } from './sources.ts'

/** Names an OLE2 file's content by its directory: a password-protected XLSX and an old .xls share this container. */
export const refuseOle2 = async (path: string, head: Buffer): Promise<never> => {
  const shift = head.length > 52 ? head.readUInt16LE(30) : 9
  const sector = head.length > 52 ? head.readUInt32LE(48) : 0
  const at = (sector + 1) * 2 ** (shift === 12 ? 12 : 9)
  const directory = await readAt(path, Math.min(at, Number.MAX_SAFE_INTEGER), 64 * 1024)
  const has = (name: string) => {
    const wide = Buffer.from(name, 'utf16le')
    return directory.includes(wide) || head.includes(wide)
  }
  if (has('EncryptedPackage') || has('EncryptionInfo')) throw new TabularError('password_protected')
  if (has('WordDocument')) throw new TabularError('not_a_table', { detail: 'Word' })
  if (has('PowerPoint Document')) throw new TabularError('not_a_table', { detail: 'PowerPoint' })
  throw new TabularError('xls_legacy')
}
