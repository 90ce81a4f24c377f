import { ANSWER_TEXT, ANSWERS, type Answer, type AnswersFileResult, type FormValues } from '@redbridge/contract'
import { locateRow, mapColumns, openTableInWorker, readRows } from '@redbridge/tabular'
import { sql } from 'kysely'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { readUpload } from '../../platform/files/read-upload.ts'
import type { Upload } from '../../platform/http/upload.ts'
import type { Ctx } from '../../platform/platform.ts'
import { actOf, moveMatters } from '../matters/index.ts'
import { formOf, missingIn } from './answer.service.ts'
import { statesBefore } from './matter-move.ts'
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

interface Met {
  readonly row: number
  readonly found: boolean
  readonly done: boolean
}

/** Which problem each answer names, and the matter it belongs to where it can be answered now. */
const findNamed = async (ctx: Ctx, tx: Tx, given: readonly GivenAnswer[]) => {
  const statement = sql<{ id: string; matter_id: string | null }>`
    SELECT p.id, CASE WHEN b.state IN ${WORKABLE} AND p.state = ANY (${statesBefore('answer')}) THEN m.id END AS matter_id
    FROM problem p JOIN report_batch b ON b.id = p.batch_id
    LEFT JOIN matter m ON m.subject_kind = 'problem' AND m.subject_id = p.id AND NOT m.outcome
    WHERE p.platform_id = ${ctx.actor.organisation.id} AND p.id = ANY (${given.map((one) => one.id)}::text[])`
  const { rows } = await withoutNestedLoops(tx, given.length > 100, () => statement.execute(tx))
  return new Map(rows.map((row) => [row.id, row.matter_id]))
}

/** Answers all matters that can be, each with its own form; returns which row met what. */
const applyAll = (ctx: Ctx, upload: Upload, given: readonly GivenAnswer[]): Promise<Met[]> =>
  ctx.tx(async (tx) => {
    const named = await findNamed(ctx, tx, given)
    const forms = new Map(
      given.flatMap((one): [string, FormValues][] => {
        const id = named.get(one.id)
        return id ? [[id, formOf(one)]] : []
      }),
    )
    const items = [...forms.keys()].map((id) => ({ id }))
    const { moved } = await moveMatters(actOf(ctx), tx, { event: 'answer', items, form: {}, forms })
    const done = new Set(moved)
    await audit(tx, ctx.actor, {
      action: 'problem.answers_file',
      subjectKind: 'file',
      subjectId: upload.key,
      detail: { file: upload.name, sha256: upload.sha256, accepted: moved.length, rows: given.length },
    })
    return given.map((one) => ({ row: one.row, found: named.has(one.id), done: done.has(named.get(one.id) ?? '') }))
  })

/** Takes answers from a table (XLSX, CSV …): what can be applied is, and every other row says why not. */
export const answerByFile = async (ctx: Ctx, upload: Upload): Promise<Result> => {
  const { given, rejected, answered } = await readUpload(ctx.platform.files, upload, async (path) =>
    judge(await readGiven(path)),
  )
  const met = given.length > 0 ? await applyAll(ctx, upload, given) : []
  for (const one of met) if (!one.done) rejected.push({ row: one.row, ...MESSAGES[one.found ? 'state' : 'not_found'] })
  return {
    rows: answered,
    accepted: met.filter((one) => one.done).length,
    rejected: rejected.sort((a, b) => a.row - b.row),
  }
}
