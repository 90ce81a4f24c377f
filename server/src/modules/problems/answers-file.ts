import { ANSWER_TEXT, ANSWERS, type Answer, type AnswersFileResult } from '@redbridge/contract'
import {
  locateRow,
  mapColumns,
  openTableInWorker,
  readRows,
  TABULAR_ERROR_TEXT,
  TabularError,
} from '@redbridge/tabular'
import { sql } from 'kysely'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { withScratch } from '../../platform/files/scratch.ts'
import type { Upload } from '../../platform/http/upload.ts'
import type { Ctx } from '../../platform/platform.ts'
import { missingIn, tellBureau } from './answer.service.ts'
import { lockBatches, settleBatches } from './balance.ts'
import { WORKABLE } from './problems.filter.ts'

type Result = z.output<typeof AnswersFileResult>
type Rejected = Result['rejected'][number]

const COLUMNS = [
  { key: 'id', zh: '问题编号', synonyms: ['problem id', 'id'] },
  { key: 'answer', zh: '答复', synonyms: ['反馈', '反馈结果', '处置结果', 'answer'] },
  { key: 'text', zh: '说明', synonyms: ['理由', '反馈说明', 'note', 'reason'] },
  { key: 'correctedName', zh: '更正后名称', synonyms: ['corrected name'] },
  { key: 'correctedUscc', zh: '更正后代码', synonyms: ['更正后统一社会信用代码', 'corrected code'] },
] as const
type Key = (typeof COLUMNS)[number]['key']

interface GivenAnswer {
  readonly row: number
  readonly id: string
  readonly answer: Answer
  readonly text: string | null
  readonly correctedName: string | null
  readonly correctedUscc: string | null
}

const MESSAGES = {
  unknown_answer: {
    zh: '答复须为：已清退、已暂停服务、已更正、有异议',
    en: 'Answer must be removed, suspended, corrected or objected',
  },
  proof_required: { zh: '答复“已更正”须填写更正后名称或更正后代码', en: '“corrected” needs a corrected name or code' },
  reason_required: { zh: '答复“有异议”须填写说明', en: '“objected” needs a reason' },
  repeated: { zh: '同一问题编号在文件中重复', en: 'The same problem appears more than once in the file' },
  not_found: { zh: '问题编号不存在', en: 'No such problem' },
  state: { zh: '该问题当前不能反馈', en: 'This problem cannot be answered now' },
  too_long: { zh: '内容过长', en: 'Too long' },
} as const

/** The words people write for an answer: the label, with or without 已, or the code. */
const answerOf = (text: string): Answer | undefined => {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^已|服务$/g, '')
  return ANSWERS.find((one) => one === word || ANSWER_TEXT[one].zh.replace(/^已|服务$/g, '') === word)
}

const readGiven = async (path: string) => {
  const limits = { rows: 200_000, compressedBytes: 32 << 20, uncompressedBytes: 512 << 20 }
  await using table = await openTableInWorker(path, { columns: COLUMNS, limits })
  const { mapping, missing } = mapColumns<Key>(table.header, COLUMNS)
  if (mapping.id === undefined || mapping.answer === undefined)
    throw new AppError('file_unusable', {
      detail: `缺少列：${missing.map((key) => COLUMNS.find((column) => column.key === key)?.zh).join('、')}`,
    })
  const rows: { at: number; cells: Record<Key, string> }[] = []
  let at = 0
  for await (const values of readRows(table.csv())) {
    const cells = Object.fromEntries(COLUMNS.map(({ key }) => [key, (values[mapping[key] ?? -1] ?? '').trim()]))
    rows.push({ at: at++, cells: cells as Record<Key, string> })
  }
  return { rows, segments: table.segments }
}

/** Rows that can be applied, and those that cannot, each with its row as the sender's program shows it. */
const judge = ({ rows, segments }: Awaited<ReturnType<typeof readGiven>>) => {
  const given: GivenAnswer[] = []
  const rejected: Rejected[] = []
  const seen = new Set<string>()
  let answered = 0
  for (const { at, cells } of rows) {
    // A row whose answer is left empty has not been dealt with yet: neither wrong nor done.
    if (cells.answer === '') continue
    answered++
    const row = locateRow(segments, at).row
    const reject = (code: keyof typeof MESSAGES) => rejected.push({ row, ...MESSAGES[code] })
    const answer = answerOf(cells.answer)
    if (!answer) reject('unknown_answer')
    else if (seen.has(cells.id)) reject('repeated')
    else if (cells.text.length > 2000 || cells.correctedName.length > 200 || cells.correctedUscc.length > 64)
      reject('too_long')
    else {
      const corrects = answer === 'corrected'
      const one: GivenAnswer = {
        row,
        id: cells.id,
        answer,
        text: cells.text || null,
        correctedName: (corrects && cells.correctedName) || null,
        correctedUscc: (corrects && cells.correctedUscc) || null,
      }
      const { text, correctedName, correctedUscc } = cells
      const missing = missingIn({ answer, text, correctedName, correctedUscc })
      if (missing) reject(missing)
      else {
        seen.add(cells.id)
        given.push(one)
      }
    }
  }
  return { given, rejected, answered }
}

/** Applies the answers in one statement; returns which row met what. */
const apply = async (ctx: Ctx, tx: Tx, given: readonly GivenAnswer[]) => {
  const { organisation, name } = ctx.actor
  const now = ctx.platform.clock.now()
  const statement = sql<{ row: number; found: boolean; done: boolean }>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS g(row int, id text, answer text, text text, "correctedName" text, "correctedUscc" text)),
    chosen AS MATERIALIZED (
      SELECT g.*, p.version, p.state, b.state IN ${WORKABLE} AND p.state IN ('pushed', 'returned') AS open
      FROM given g JOIN problem p ON p.id = g.id JOIN report_batch b ON b.id = p.batch_id
      WHERE p.platform_id = ${organisation.id}),
    changed AS (
      UPDATE problem p SET state = 'answered', version = p.version + 1, updated_at = ${now}, answered_at = ${now},
        answer = c.answer, answer_text = c.text, corrected_name = c."correctedName", corrected_uscc = c."correctedUscc",
        proof_file_id = NULL
      FROM chosen c WHERE p.id = c.id AND c.open AND p.version = c.version
      RETURNING p.id, c.state AS from_state, p.platform_id, p.division, c.text),
    logged AS (
      INSERT INTO problem_event (problem_id, at, event, from_state, to_state, by_user, by_organisation, reason, for_platform, platform_id, division)
      SELECT id, ${now}::timestamptz, 'answer', from_state, 'answered', ${name}, ${organisation.nameZh}, text, true, platform_id, division FROM changed)
    SELECT g.row, c.id IS NOT NULL AS found, m.id IS NOT NULL AS done
    FROM given g LEFT JOIN chosen c ON c.id = g.id LEFT JOIN changed m ON m.id = g.id`
  const { rows } = await withoutNestedLoops(tx, given.length > 100, () => statement.execute(tx))
  return rows
}

const applyAll = (ctx: Ctx, upload: Upload, given: readonly GivenAnswer[]) =>
  ctx.tx(async (tx) => {
    const { rows: of } = await sql<{ batch_id: string }>`
      SELECT DISTINCT batch_id FROM problem WHERE platform_id = ${ctx.actor.organisation.id}
        AND id = ANY(${given.map((one) => one.id)})`.execute(tx)
    const batches = await lockBatches(
      tx,
      of.map((row) => row.batch_id),
    )
    const met = await apply(ctx, tx, given)
    const settled = await settleBatches(tx, batches, ctx.platform.clock.now())
    await tellBureau(ctx, tx, { settled })
    const accepted = met.filter((one) => one.done).length
    await audit(tx, ctx.actor, {
      action: 'problem.answers_file',
      subjectKind: 'batch',
      subjectId: batches.map((batch) => batch.id).join(','),
      detail: { file: upload.name, sha256: upload.sha256, accepted, rows: given.length },
    })
    return met
  })

/** Takes answers from a table (XLSX, CSV …): what can be applied is, and every other row says why not. */
export const answerByFile = async (ctx: Ctx, upload: Upload): Promise<Result> => {
  try {
    const table = await withScratch(ctx.platform.files, async (scratch) => readGiven(await scratch.fetch(upload.key)))
    const { given, rejected, answered } = judge(table)
    const met = given.length > 0 ? await applyAll(ctx, upload, given) : []
    for (const one of met)
      if (!one.done) rejected.push({ row: one.row, ...MESSAGES[one.found ? 'state' : 'not_found'] })
    return {
      rows: answered,
      accepted: met.filter((one) => one.done).length,
      rejected: rejected.sort((a, b) => a.row - b.row),
    }
  } catch (error) {
    if (!(error instanceof TabularError)) throw error
    throw new AppError('file_unusable', {
      detail: TABULAR_ERROR_TEXT[error.code].zh,
      extra: { fault: error.code },
      cause: error,
    })
  } finally {
    await ctx.platform.files.delete(upload.key).catch(() => {})
  }
}
