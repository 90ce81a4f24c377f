import type { AnswerContent, AnswerExport, AnswerValues } from '@redbridge/contract'
import { FIELD_GROUP_TEXT } from '@redbridge/contract'
import { type OutSheet, writeCsv, writeXlsx } from '@redbridge/tabular'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type AskedField, askedFields, fieldOf, findRequestForm } from './answer-asked.ts'
import { maskContent } from './answer-mask.ts'
import { withheldSheet } from './answer-template.ts'
import { unsealContent } from './answers.service.ts'
import { findAnswer } from './answers.store.ts'

// What an answer says is for the two it passed between. Who supervises the asking bureau sees that there was an answer
// and what it was about, not whose telephone number it holds.

interface Opened {
  readonly content: AnswerContent
  /** the canonical JSON itself: its SHA-256 is the digest in the signed envelope */
  readonly text: string
  readonly asked: readonly AskedField[]
  readonly number: string
  readonly sha256: string
}

const openAnswer = async (ctx: Ctx, tx: Tx, matterId: string, id: string): Promise<Opened> => {
  const answer = await findAnswer(tx, matterId, id)
  const matter = await tx
    .selectFrom('matter')
    .select(['number', 'party_ids'])
    .where('id', '=', matterId)
    .executeTakeFirst()
  if (!answer || !matter) throw new AppError('not_found')
  if (!matter.party_ids.includes(ctx.actor.organisation.id)) throw new AppError('forbidden')
  if (!answer.content) throw new AppError('answer_erased', { extra: { erasedAt: answer.erased_at } })
  const form = await findRequestForm(tx, matterId)
  const text = unsealContent(ctx, answer.content)
  return {
    content: JSON.parse(text),
    text,
    asked: askedFields(form ?? {}),
    number: matter.number,
    sha256: answer.sha256,
  }
}

export const maskedValues = (ctx: Ctx, matterId: string, id: string): Promise<AnswerValues> =>
  ctx.tx(async (tx) => {
    const { content, asked } = await openAnswer(ctx, tx, matterId, id)
    return { masked: true, content: maskContent(content, asked) }
  })

/** Opens values for a stated purpose. The audit entry is committed before anything is shown. */
const openLogged = (
  ctx: Ctx,
  { matterId, id, ...detail }: { matterId: string; id: string; purpose: string; format?: string; action: string },
): Promise<Opened> =>
  ctx.tx(async (tx) => {
    const opened = await openAnswer(ctx, tx, matterId, id)
    const { action, ...rest } = detail
    await audit(tx, ctx.actor, {
      action,
      subjectKind: 'matter',
      subjectId: matterId,
      detail: { answer: id, sha256: opened.sha256, ...rest },
    })
    return opened
  })

export const openedValues = async (
  ctx: Ctx,
  call: { matterId: string; id: string; purpose: string },
): Promise<AnswerValues> => {
  const { content } = await openLogged(ctx, { ...call, action: 'assistance.answer_open' })
  return { masked: false, content }
}

type Group = AnswerContent['groups'][number]

/** The columns that the group's rows have, in the order of the request. */
const columnsOf = ({ group, rows }: Group, asked: readonly AskedField[]): { name: string; header: string }[] => {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  const known = asked.filter((field) => field.group === group && names.has(field.name)).map((field) => field.name)
  return [...new Set([...known, ...names])].map((name) => ({
    name,
    header: fieldOf(`${group}.${name}`, asked)?.text.zh ?? name,
  }))
}

const cellsOf = ({ rows }: Group, columns: readonly { name: string }[]): string[][] =>
  rows.map((row) => columns.map(({ name }) => row[name] ?? ''))

const sheetOf = (group: Group, asked: readonly AskedField[]): OutSheet => {
  const columns = columnsOf(group, asked)
  return {
    name: FIELD_GROUP_TEXT[group.group].zh,
    columns: columns.map(({ header }) => ({ header, width: 22 })),
    rows: cellsOf(group, columns),
  }
}

/** The one group of a CSV: the one that is named, or the only one there is. */
const groupOf = ({ groups }: AnswerContent, name: string | undefined): Group => {
  const [group, other] = name ? groups.filter((one) => one.group === name) : groups
  if (group && !other) return group
  throw new AppError('bad_request', { errors: [{ pointer: '/group', message: groups.map((one) => one.group).join() }] })
}

/** Writes an answer as a file, logged with its purpose first; no cell of it is run as a formula. */
export const exportAnswer = async (
  ctx: Ctx,
  call: { matterId: string; id: string; query: AnswerExport },
): Promise<{ name: string; write: (path: string) => Promise<void> } | { text: string; name: string }> => {
  const { matterId, id, query } = call
  if (query.format === 'csv')
    groupOf(await ctx.tx(async (tx) => (await openAnswer(ctx, tx, matterId, id)).content), query.group)
  const { content, text, asked, number } = await openLogged(ctx, {
    matterId,
    id,
    purpose: query.purpose,
    format: query.format,
    action: 'assistance.answer_export',
  })
  const name = `${number}-答复.${query.format}`
  if (query.format === 'json') return { text, name }
  if (query.format === 'xlsx') {
    const sheets = [...content.groups.map((group) => sheetOf(group, asked)), withheldSheet(content, asked)]
    return { name, write: (path) => writeXlsx(path, { sheets }) }
  }
  const group = groupOf(content, query.group)
  const columns = columnsOf(group, asked)
  const header = columns.map((column) => column.header)
  return { name, write: (path) => writeCsv(path, { header, rows: cellsOf(group, columns) }) }
}
