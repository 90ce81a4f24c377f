import type { Letter, LetterContent, LetterDetail, LetterFilter, Page } from '@redbridge/contract'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import { renderDocx } from './docx.ts'
import { missingCharacters } from './font-coverage.ts'
import { SEALED_FOR } from './issue.ts'
import { findLetter, type LetterRow, listLetters } from './letters.store.ts'
import { letterView } from './letters.view.ts'
import { renderPdf } from './pdf.ts'

export const listLettersFor = (ctx: Ctx, filter: z.output<typeof LetterFilter>): Promise<Page<Letter>> =>
  ctx.tx(async (tx) => {
    const own = ctx.actor.organisation.id
    const { rows, total } = await listLetters(tx, own, filter)
    return { items: rows.map((row) => letterView(row, own)), total, page: filter.page, size: filter.size }
  })

const getRow = async (tx: Tx, id: string): Promise<LetterRow> => {
  const row = await findLetter(tx, id)
  if (!row) throw new AppError('not_found')
  return row
}
const contentOf = (ctx: Ctx, row: LetterRow): LetterContent =>
  JSON.parse(ctx.platform.secrets.unseal(SEALED_FOR, row.sealed)) as LetterContent

const detailOf = (ctx: Ctx, row: LetterRow): LetterDetail => {
  const content = contentOf(ctx, row)
  return { ...letterView(row, ctx.actor.organisation.id), content, missing: missingCharacters(content) }
}

export const getLetter = (ctx: Ctx, id: string): Promise<LetterDetail> =>
  ctx.tx(async (tx) => detailOf(ctx, await getRow(tx, id)))

/** The letter as a file, made anew each time from what was issued: the same bytes each time. */
export const renderLetter = async (
  ctx: Ctx,
  id: string,
  form: 'pdf' | 'docx',
): Promise<{ name: string; bytes: Buffer }> => {
  const row = await ctx.tx((tx) => getRow(tx, id))
  const render = form === 'pdf' ? renderPdf : renderDocx
  const bytes = await render(contentOf(ctx, row), { isVoid: row.state === 'void' })
  return { name: `${row.number}.${form}`, bytes }
}

/** 作废: the number stays taken for ever, the reason stands beside it; only who issued it may. */
export const voidLetter = (ctx: Ctx, id: string, reason: string): Promise<LetterDetail> =>
  ctx.tx(async (tx) => {
    const row = await getRow(tx, id)
    // Superiors and recipients see the letter; it is not theirs to take back.
    if (row.issuer_id !== ctx.actor.organisation.id) throw new AppError('not_found')
    const now = ctx.platform.clock.now()
    const set = { state: 'void' as const, void_reason: reason, voided_by: ctx.actor.name, voided_at: now }
    const done = await tx
      .updateTable('letter')
      .set(set)
      .where('id', '=', id)
      .where('state', '=', 'issued')
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw new AppError('move_not_allowed', { detail: row.state })
    const detail = { number: row.number, contentSha256: row.content_sha256, reason }
    await audit(tx, ctx.actor, { action: 'letter.void', subjectKind: 'letter', subjectId: id, detail })
    const readers = [row.issuer_id, row.recipient_id]
    const body = { number: row.number, contentSha256: row.content_sha256, matterId: row.matter_id }
    await appendEntries(tx, [{ kind: 'letter.voided', subject: id, readers, body }], now)
    return detailOf(ctx, { ...row, ...set })
  })
