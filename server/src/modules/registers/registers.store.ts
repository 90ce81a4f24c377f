import type { Db, Tx } from '../../platform/db/pool.ts'

export const listRegisters = (tx: Tx) =>
  tx.selectFrom('register').selectAll().orderBy('division').orderBy('created_at').execute()

export const findRegister = (tx: Tx | Db, id: string) =>
  tx.selectFrom('register').selectAll().where('id', '=', id).executeTakeFirst()

export const listVersions = (tx: Tx, registerId: string) =>
  tx.selectFrom('register_version').selectAll().where('register_id', '=', registerId).orderBy('no', 'desc').execute()

export const listImports = (tx: Tx | Db, registerId: string) =>
  tx
    .selectFrom('register_import')
    .selectAll()
    .where('register_id', '=', registerId)
    .orderBy('created_at', 'desc')
    .execute()

export const findVersion = (tx: Tx | Db, id: string) =>
  tx.selectFrom('register_version').selectAll().where('id', '=', id).executeTakeFirst()

export const insertRegister = (
  tx: Tx,
  row: { id: string; bureau_id: string; division: string; name_zh: string; name_en: string; coverage: string[] },
) => tx.insertInto('register').values(row).returningAll().executeTakeFirstOrThrow()

/** Imports that make up the register now: everything after the last replacing extract, and the last of each list. */
export const importsInEffect = async (tx: Tx | Db, registerId: string) => {
  const ready = (await listImports(tx, registerId)).filter((row) => row.state === 'ready').reverse()
  const start = (kind: string) => ready.findLastIndex((row) => row.kind === kind && row.mode === 'replace')
  return ready.filter((row, i) => i >= start(row.kind))
}
