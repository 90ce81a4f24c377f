import { once } from 'node:events'
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { REGISTER_COLUMNS } from '@redbridge/contract'
import { convertInWorker, LOCAL_LIMITS, mapColumns, TABULAR_ERROR_TEXT, TabularError } from '@redbridge/tabular'
import type { Selectable } from 'kysely'
import type { RegisterImportTable, RegisterTable } from '../../platform/db/schema.ts'
import { withScratch } from '../../platform/files/scratch.ts'
import { newId } from '../../platform/ids.ts'
import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import type { BuildResult, BuildTask } from './build-worker.ts'
import { importsInEffect } from './registers.store.ts'

type ImportRow = Selectable<RegisterImportTable>

/** Reads an uploaded extract, then builds the next version from all imports in effect. Repeating it is harmless. */
export const registerImportJob = (platform: Platform): Job<{ importId: string }> => ({
  name: 'register.import',
  concurrency: 2,
  handle: async ({ importId }, signal) => {
    const db = platform.workerDb
    const row = await db.selectFrom('register_import').selectAll().where('id', '=', importId).executeTakeFirst()
    if (!row || row.state === 'failed') return
    try {
      const read = row.state === 'ready' ? row : await readImport(platform, row, signal)
      const register = await db
        .selectFrom('register')
        .selectAll()
        .where('id', '=', read.register_id)
        .executeTakeFirstOrThrow()
      await buildVersion(platform, register, read)
    } catch (error) {
      const fault = faultOf(error)
      if (!fault) throw error
      await db
        .updateTable('register_import')
        .set({ state: 'failed', problem: JSON.stringify(fault) })
        .where('id', '=', importId)
        .execute()
    }
  },
})

/** A file that cannot be used is an answer to the sender, anything else a fault of ours to be tried again. */
const faultOf = (error: unknown): { code: string; zh: string; en: string } | null => {
  if (error instanceof TabularError) return { code: error.code, ...TABULAR_ERROR_TEXT[error.code] }
  if (error instanceof RegisterFault)
    return { code: error.message, ...REGISTER_FAULTS[error.message as keyof typeof REGISTER_FAULTS] }
  return null
}
const REGISTER_FAULTS = {
  columns_missing: {
    zh: '未找到“统一社会信用代码”列，无法作为登记信息使用',
    en: 'No column with the unified social credit code: cannot be used as a register',
  },
}
class RegisterFault extends Error {
  constructor(code: keyof typeof REGISTER_FAULTS) {
    super(code)
  }
}

const readImport = async (platform: Platform, row: ImportRow, signal: AbortSignal): Promise<ImportRow> => {
  const db = platform.workerDb
  await db.updateTable('register_import').set({ state: 'reading' }).where('id', '=', row.id).execute()
  return withScratch(platform.files, async (scratch) => {
    const source = await scratch.fetch(row.file_key)
    const out = scratch.path('register.csv')
    let told = 0
    const converted = await convertInWorker(source, out, {
      columns: REGISTER_COLUMNS,
      signal,
      // An administrator's own file: as large as a register is.
      limits: LOCAL_LIMITS,
      onProgress: ({ rows }) => {
        if (rows - told < 100_000) return
        told = rows
        void db.updateTable('register_import').set({ rows_read: rows }).where('id', '=', row.id).execute()
      },
    })
    const { mapping } = mapColumns(converted.info.header, REGISTER_COLUMNS)
    if (mapping.uscc === undefined && mapping.regNo === undefined) throw new RegisterFault('columns_missing')
    const csvKey = `registers/${row.register_id}/${row.id}.csv`
    await scratch.store(out, csvKey)
    return db
      .updateTable('register_import')
      .set({
        state: 'ready',
        rows: converted.rows,
        rows_read: converted.rows,
        csv_key: csvKey,
        mapping: JSON.stringify({ ...mapping, columns: converted.info.header.length }),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

const buildVersion = async (
  platform: Platform,
  register: Selectable<RegisterTable>,
  latest: ImportRow,
): Promise<void> => {
  const db = platform.workerDb
  const done = await db
    .selectFrom('register_version')
    .select('id')
    .where('register_id', '=', register.id)
    .where((eb) => eb(eb.val(latest.id), '=', eb.fn.any('imports')))
    .where('state', '=', 'ready')
    .executeTakeFirst()
  if (done) return
  const imports = await importsInEffect(db, register.id)
  const started = Date.now()
  const { buffer, entries } = await withScratch(platform.files, async (scratch) => {
    const sources = []
    for (const row of imports) {
      const { columns = 0, ...mapping } = row.mapping ?? {}
      sources.push({ path: await scratch.fetch(row.csv_key ?? ''), kind: row.kind, mapping, columns })
    }
    const asOf =
      imports
        .map((row) => row.as_of)
        .sort()
        .at(-1) ?? latest.as_of
    return runBuild({ asOf, coverage: register.coverage, sources })
  })
  const id = newId('rgv')
  const key = `registers/${register.id}/${id}.index`
  await platform.files.put(key, Readable.from(slices(buffer)))
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('register').select('id').where('id', '=', register.id).forUpdate().execute()
    const last = await tx
      .selectFrom('register_version')
      .select((eb) => eb.fn.max('no').as('no'))
      .where('register_id', '=', register.id)
      .executeTakeFirst()
    const asOf =
      imports
        .map((row) => row.as_of)
        .sort()
        .at(-1) ?? latest.as_of
    await tx
      .insertInto('register_version')
      .values({
        id,
        register_id: register.id,
        division: register.division,
        no: Number(last?.no ?? 0) + 1,
        as_of: asOf,
        imports: imports.map((row) => row.id),
        state: 'ready',
        entries,
        index_key: key,
        bytes: buffer.byteLength,
        build_seconds: (Date.now() - started) / 1000,
      })
      .execute()
    await tx.updateTable('register').set({ current_version_id: id }).where('id', '=', register.id).execute()
  })
}

const runBuild = async (task: BuildTask): Promise<BuildResult> => {
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), { workerData: task, execArgv: [] })
  try {
    const [result] = (await once(worker, 'message')) as [BuildResult]
    return result
  } finally {
    await worker.terminate()
  }
}

function* slices(buffer: SharedArrayBuffer | ArrayBuffer): Generator<Buffer> {
  const size = 4 << 20
  // Streams refuse views on shared memory: each piece is copied.
  for (let at = 0; at < buffer.byteLength; at += size)
    yield Buffer.from(new Uint8Array(buffer, at, Math.min(size, buffer.byteLength - at)))
}
