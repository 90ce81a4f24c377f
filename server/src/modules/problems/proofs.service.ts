import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import type { Upload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'

export const MAX_PROOF_BYTES = 20 << 20

const TYPES = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const
export type ProofType = keyof typeof TYPES

/** What a file is by its content; its name says nothing. Null: none of the accepted kinds. */
export const proofTypeOf = (bytes: Buffer): ProofType | null => {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'jpg'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png'
  if (!bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return null
  if (!bytes.includes('[Content_Types].xml')) return null
  // A macro project makes it another kind of file, whatever it is called.
  if (bytes.includes('vbaProject.bin')) return null
  if (bytes.includes('xl/workbook.xml')) return 'xlsx'
  return bytes.includes('word/document.xml') ? 'docx' : null
}

/** Keeps an uploaded proof. A refused file leaves nothing behind. */
export const keepProof = async (ctx: Ctx, upload: Upload): Promise<{ id: string; name: string }> => {
  const { files } = ctx.platform
  try {
    const type = proofTypeOf(await buffer(await files.get(upload.key)))
    if (!type) throw new AppError('proof_type')
    const id = newId('fil')
    const stem = upload.name.replace(/\.[^.]*$/, '') || '证明材料'
    const name = `${stem}.${type}`
    await ctx.tx(async (tx) => {
      await tx
        .insertInto('stored_file')
        .values({
          id,
          organisation_id: ctx.actor.organisation.id,
          name,
          key: upload.key,
          bytes: upload.bytes,
          sha256: upload.sha256,
          purpose: 'proof',
        })
        .execute()
      const detail = { name, bytes: upload.bytes, sha256: upload.sha256 }
      await audit(tx, ctx.actor, { action: 'proof.upload', subjectKind: 'file', subjectId: id, detail })
    })
    return { id, name }
  } catch (error) {
    await files.delete(upload.key).catch(() => {})
    throw error
  }
}

/** A proof for its own platform, or for a bureau that sees a problem whose answer refers to it. */
export const openProof = async (
  ctx: Ctx,
  id: string,
): Promise<{ name: string; type: string; bytes: number; stream: Readable }> => {
  const file = await ctx.tx((tx) =>
    tx.selectFrom('stored_file').selectAll().where('id', '=', id).where('purpose', '=', 'proof').executeTakeFirst(),
  )
  if (!file) throw new AppError('not_found')
  const type = TYPES[file.name.split('.').at(-1) as ProofType] ?? 'application/octet-stream'
  return { name: file.name, type, bytes: file.bytes, stream: await ctx.platform.files.get(file.key) }
}
