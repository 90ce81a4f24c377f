import { open, readFile } from 'node:fs/promises'
import { AnswerContent, type AnswerDraft, type AnswerFault, FIELD_GROUP_TEXT } from '@redbridge/contract'
import { readSheetsInWorker, type SheetTable, type TableLimits } from '@redbridge/tabular'
import { readUpload } from '../../platform/files/read-upload.ts'
import type { Upload } from '../../platform/http/upload.ts'
import type { Ctx } from '../../platform/platform.ts'
import type { AskedField } from './answer-asked.ts'
import { MOST_FAULTS } from './answer-content.ts'
import { groupOfHeader, groupOfSheet, knownColumns, readHeadings } from './answer-headings.ts'
import { HELP_SHEET, WITHHELD_HEADINGS, WITHHELD_SHEET } from './answer-template.ts'
import { readWithheld } from './answer-withheld.ts'
import { draftContent, loadAnswering } from './answers.service.ts'

// A file that answers a request: a workbook with a sheet for each group, a CSV of one group, or the JSON of the API.

export const MOST_FILE_BYTES = 20 << 20
const MOST_ROWS = 20_000
const MOST_CHARACTERS = 4000
const LIMITS: Partial<TableLimits> = {
  rows: MOST_ROWS,
  columns: 200,
  compressedBytes: MOST_FILE_BYTES,
  uncompressedBytes: 128 << 20,
}

type Group = AnswerContent['groups'][number]
/** What one file or sheet says. */
interface Read {
  readonly content: AnswerContent
  readonly faults: readonly AnswerFault[]
}
const nothing = (faults: readonly AnswerFault[] = []): Read => ({
  content: { groups: [], none: [], withheld: [] },
  faults,
})

const rowOf = (cells: readonly string[], fields: ReadonlyMap<number, AskedField>): Group['rows'][number] =>
  Object.fromEntries(
    [...fields].flatMap(([place, { name }]) => {
      const cell = cells[place]?.trim()
      return cell ? [[name, cell]] : []
    }),
  )

const tooLong = (group: Group['group'], rows: Group['rows']): AnswerFault[] =>
  rows.flatMap((row, i) =>
    Object.entries(row)
      .filter(([, value]) => value.length > MOST_CHARACTERS)
      .map(([name]) => ({
        group,
        row: i + 1,
        field: `${group}.${name}`,
        zh: `超过 ${MOST_CHARACTERS} 字`,
        en: `More than ${MOST_CHARACTERS} characters`,
      })),
  )

/** One table, of the group that the sheet's name or the headings say. */
const readGroup = ({ sheet, header, rows: cells }: SheetTable, asked: readonly AskedField[]): Read => {
  const group = (sheet && groupOfSheet(sheet)) || groupOfHeader(header, asked)
  const called = sheet ? `工作表“${sheet}”` : '表格'
  if (!group)
    return nothing([
      {
        group: null,
        row: null,
        field: null,
        zh: `${called}不能确定属于哪一类；请使用模板，或者以字段编号作列名`,
        en: `It is not clear to which group ${sheet ? `the sheet “${sheet}”` : 'the table'} belongs; use the template, or ids of fields as headings`,
      },
    ])
  if (!asked.some((field) => field.group === group)) {
    const { zh, en } = FIELD_GROUP_TEXT[group]
    return nothing([{ group, row: null, field: null, zh: `协查函未请求：${zh}`, en: `Not asked for: ${en}` }])
  }
  const { fields, faults } = readHeadings(header, group, asked)
  const rows = cells.map((row) => rowOf(row, fields)).filter((row) => Object.keys(row).length > 0)
  return {
    content: { ...nothing().content, groups: rows.length > 0 ? [{ group, rows }] : [] },
    faults: [...faults, ...tooLong(group, rows)],
  }
}

const readSheet = (table: SheetTable, asked: readonly AskedField[]): Read => {
  const name = table.sheet?.trim()
  if (name === HELP_SHEET) return nothing()
  if (table.error) {
    // A sheet on which there is nothing says nothing.
    if (table.error.code === 'header_not_found' && !table.error.position.detail) return nothing()
    throw table.error
  }
  if (name !== WITHHELD_SHEET) return readGroup(table, asked)
  const { said, faults } = readWithheld(
    table.rows.map((row) => row.map((cell) => cell.trim())),
    asked,
  )
  return { content: { groups: [], ...said }, faults }
}

const readTables = (tables: readonly SheetTable[], asked: readonly AskedField[]): Read => {
  const reads = tables.map((table) => readSheet(table, asked))
  return {
    content: {
      groups: reads.flatMap((read) => read.content.groups),
      none: reads.flatMap((read) => read.content.none),
      withheld: reads.flatMap((read) => read.content.withheld),
    },
    faults: reads.flatMap((read) => read.faults),
  }
}

const JSON_FAULT = { zh: '不符合答复的 JSON 格式', en: 'Not of the JSON form of an answer' }

/** Where in the JSON a fault lies, as row and field. */
const placeOf = (json: unknown, path: readonly PropertyKey[]): Pick<AnswerFault, 'group' | 'row' | 'field'> => {
  const [part, at, rows, row, name] = path
  const none = { group: null, row: null, field: path.join('.') || null }
  if (part !== 'groups' || typeof at !== 'number') return none
  const group = groupOfSheet(String((json as { groups?: { group?: unknown }[] }).groups?.[at]?.group))
  if (!group) return none
  if (rows !== 'rows' || typeof row !== 'number') return { group, row: null, field: path.slice(2).join('.') || null }
  return { group, row: row + 1, field: name === undefined ? null : `${group}.${String(name)}` }
}

const readJson = (text: string): Read => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return nothing([{ group: null, row: null, field: null, ...JSON_FAULT }])
  }
  const parsed = AnswerContent.safeParse(json)
  if (parsed.success) return { content: parsed.data, faults: [] }
  return nothing(
    parsed.error.issues.map((issue) => ({
      ...placeOf(json, issue.path),
      zh: `${JSON_FAULT.zh}：${issue.message}`,
      en: `${JSON_FAULT.en}: ${issue.message}`,
    })),
  )
}

/** JSON begins with a brace; a table never does. */
const isJson = async (path: string): Promise<boolean> => {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
  return /^\uFEFF?\s*\{/.test(buffer.toString('utf8', 0, bytesRead))
}

const readAnswer = async (path: string, asked: readonly AskedField[]): Promise<Read> => {
  if (await isJson(path)) return readJson((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''))
  const withheld = WITHHELD_HEADINGS.map((zh) => ({ key: zh, zh, synonyms: [] }))
  const columns = [...knownColumns(asked), ...withheld]
  return readTables(await readSheetsInWorker(path, { limits: LIMITS, columns }), asked)
}

/** Reads a file as an answer: every fault row by row and nothing kept, or a draft with what it holds. */
export const draftFromFile = async (ctx: Ctx, matterId: string, upload: Upload): Promise<AnswerDraft> => {
  const { content, faults } = await readUpload(ctx.platform.files, upload, async (path) => {
    const { answering } = await ctx.tx((tx) => loadAnswering(ctx, tx, matterId))
    return readAnswer(path, answering.asked)
  })
  if (faults.length > 0) return { draft: null, faults: faults.slice(0, MOST_FAULTS) }
  return draftContent(ctx, matterId, content)
}
