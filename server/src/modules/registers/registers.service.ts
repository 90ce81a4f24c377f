import type { NewRegister, RegisterDetail, RegisterEntry, RegisterImport } from '@redbridge/contract'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import type { Upload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { registerIndexFor } from './registers.index.ts'
import {
  findRegister,
  findVersion,
  insertRegister,
  listImports,
  listRegisters,
  listVersions,
} from './registers.store.ts'
import { importView, registerView, versionView } from './registers.view.ts'

export const list = (ctx: Ctx) =>
  ctx.tx(async (tx) => {
    const rows = await listRegisters(tx)
    return Promise.all(
      rows.map(async (row) =>
        registerView(row, row.current_version_id ? await findVersion(tx, row.current_version_id) : undefined),
      ),
    )
  })

export const get = (ctx: Ctx, id: string): Promise<RegisterDetail> =>
  ctx.tx(async (tx) => {
    const row = await findRegister(tx, id)
    if (!row) throw new AppError('not_found')
    const versions = await listVersions(tx, id)
    return {
      ...registerView(
        row,
        versions.find((version) => version.id === row.current_version_id),
      ),
      versions: versions.map((version) => versionView(version, row.current_version_id)),
      imports: (await listImports(tx, id)).map(importView),
    }
  })

export const create = (ctx: Ctx, input: z.output<typeof NewRegister>) =>
  ctx.tx(async (tx) => {
    const bureauId = input.bureauId ?? ctx.actor.organisation.id
    const bureau = await tx
      .selectFrom('organisation')
      .selectAll()
      .where('id', '=', bureauId)
      .where('kind', '=', 'bureau')
      .executeTakeFirst()
    if (!bureau) throw new AppError('not_found')
    const id = newId('reg')
    const row = await insertRegister(tx, {
      id,
      bureau_id: bureau.id,
      division: bureau.division,
      name_zh: input.nameZh,
      name_en: input.nameEn,
      coverage: input.coverage,
    })
    await audit(tx, ctx.actor, {
      action: 'register.created',
      subjectKind: 'register',
      subjectId: id,
      detail: { name: input.nameZh },
    })
    return registerView(row, undefined)
  })

export interface ImportInput {
  readonly kind: RegisterImport['kind']
  readonly mode: 'replace' | 'add'
  readonly asOf: string
}

/** Records the uploaded file and leaves reading and index building to a job. */
export const addImport = (ctx: Ctx, registerId: string, upload: Upload, input: ImportInput): Promise<RegisterImport> =>
  ctx.tx(async (tx) => {
    const register = await tx
      .selectFrom('register')
      .selectAll()
      .where('id', '=', registerId)
      .forUpdate()
      .executeTakeFirst()
    if (!register) throw new AppError('not_found')
    const busy = await tx
      .selectFrom('register_import')
      .select('id')
      .where('register_id', '=', registerId)
      .where('state', 'in', ['uploaded', 'reading'])
      .executeTakeFirst()
    if (busy) throw new AppError('register_busy')
    const row = await tx
      .insertInto('register_import')
      .values({
        id: newId('imp'),
        register_id: registerId,
        division: register.division,
        kind: input.kind,
        mode: input.mode,
        file_name: upload.name,
        file_key: upload.key,
        as_of: input.asOf,
        bytes: upload.bytes,
        by_user: ctx.actor.name,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await audit(tx, ctx.actor, {
      action: 'register.import',
      subjectKind: 'register',
      subjectId: registerId,
      detail: { importId: row.id, file: upload.name, sha256: upload.sha256, kind: input.kind, asOf: input.asOf },
    })
    await ctx.platform.jobs.send(tx, 'register.import', { importId: row.id }, row.id)
    return importView(row)
  })

/** Makes an earlier (or later) version the one that matching uses: the way back from a bad import. */
export const activate = (ctx: Ctx, registerId: string, versionId: string) =>
  ctx
    .tx(async (tx) => {
      const version = await findVersion(tx, versionId)
      if (!version || version.register_id !== registerId || version.state !== 'ready') throw new AppError('not_found')
      await tx.updateTable('register').set({ current_version_id: versionId }).where('id', '=', registerId).execute()
      await audit(tx, ctx.actor, {
        action: 'register.version_activated',
        subjectKind: 'register',
        subjectId: registerId,
        detail: { versionId, no: version.no },
      })
    })
    .then(() => get(ctx, registerId))

/** Looks a code or an exact name up in the current version. */
export const lookUp = async (ctx: Ctx, registerId: string, q: string): Promise<RegisterEntry[]> => {
  const register = await ctx.tx((tx) => findRegister(tx, registerId))
  if (!register) throw new AppError('not_found')
  if (!register.current_version_id) return []
  const index = await registerIndexFor(ctx.platform, register.current_version_id)
  if (!index) return []
  const byCode = index.findCode(q)
  const found = byCode >= 0 ? [byCode] : index.findName(q, 20)
  return found.map((i) => {
    const { regNo: _regNo, listedDate: _listedDate, ...entry } = index.entry(i)
    return entry
  })
}
