import {
  type LetterContent,
  type LetterPreview,
  type LetterPreviewRequest,
  type LetterTemplate,
  type LetterTemplateFault,
  type LetterTemplateSummary,
  letterNumber,
  type NewLetterTemplate,
} from '@redbridge/contract'
import { sql } from 'kysely'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { findKind, type LetterKind } from './built-in.ts'
import { composeLetter, markFaults } from './compose.ts'
import { missingCharacters } from './font-coverage.ts'
import { dayZh } from './organ-code.ts'
import { renderPdf } from './pdf.ts'
import { fillTemplate } from './template-fill.ts'
import { parseTemplate } from './template-parse.ts'
import { citeOn, inEffect, listVersions, namesOf, sha256, type TemplateVersion } from './templates.store.ts'
import { getWords } from './words.store.ts'

const todayOf = (ctx: Ctx): string => dayOf(ctx.platform.clock.now())

/** Whether the text is that of a letter or of a form: its own first mark says so. */
const layoutOf = (body: string): LetterContent['layout'] =>
  /^@(版式|layout)\s+(函|letter)\s*$/m.test(body) ? 'letter' : 'form'

const summaryOf = (kind: LetterKind, current: TemplateVersion, word: string): LetterTemplateSummary => ({
  key: kind.key,
  titleZh: current.titleZh,
  titleEn: current.titleEn,
  layout: layoutOf(current.body),
  word,
  version: current.version,
  effectiveFrom: current.effectiveFrom,
  changedBy: current.changedBy,
  changedAt: current.changedAt,
})

export const listTemplates = (ctx: Ctx): Promise<LetterTemplateSummary[]> =>
  ctx.tx(async (tx) => {
    const words = await getWords(tx, ctx.actor.organisation.id)
    const today = todayOf(ctx)
    const all = await listVersions(tx, ctx.actor.organisation.id)
    return [...all].map(([key, versions]) => {
      const kind = findKind(key) as LetterKind
      return summaryOf(kind, inEffect(versions, today), words.words[key] ?? kind.word)
    })
  })

const getKind = (key: string): LetterKind => {
  const kind = findKind(key)
  if (!kind) throw new AppError('not_found')
  return kind
}

const viewTemplate = async (ctx: Ctx, tx: Tx, kind: LetterKind): Promise<LetterTemplate> => {
  const words = await getWords(tx, ctx.actor.organisation.id)
  const versions = (await listVersions(tx, ctx.actor.organisation.id, kind.key)).get(kind.key) ?? []
  const current = inEffect(versions, todayOf(ctx))
  return {
    ...summaryOf(kind, current, words.words[kind.key] ?? kind.word),
    fields: [...kind.fields],
    versions: versions.map((one) => ({ ...one, inEffect: one === current })),
  }
}

export const getTemplate = (ctx: Ctx, key: string): Promise<LetterTemplate> =>
  ctx.tx((tx) => viewTemplate(ctx, tx, getKind(key)))

/** Everything wrong with a text, and the letter it makes of the example values. */
export const tryTemplate = (
  kind: LetterKind,
  body: string,
  head: { issuer: string; number: string; day: string },
): { faults: LetterTemplateFault[]; content: LetterContent } => {
  const { nodes, faults } = parseTemplate(body, namesOf(kind, head.day))
  const values = new Map<string, string>(kind.fields.map((one) => [one.name, one.example]))
  const date = dayZh(head.day)
  for (const [name, value] of [
    ['issuer', head.issuer],
    ['number', head.number],
    ['date', date],
  ] as const)
    values.set(name, value)
  const options = { values, cite: citeOn(head.day) }
  const sample = fillTemplate(nodes, options)
  const marks = markFaults(fillTemplate(nodes, { ...options, everyBranch: true }), sample)
  const content = composeLetter(sample, { issuer: head.issuer, number: head.number, date, issuedOn: head.day })
  return { faults: [...faults, ...marks].sort((a, b) => a.line - b.line), content }
}

const tryAs = async (ctx: Ctx, tx: Tx, { key, body }: LetterPreviewRequest) => {
  const kind = getKind(key)
  const words = await getWords(tx, ctx.actor.organisation.id)
  const day = todayOf(ctx)
  const code = words.organCode + (words.words[key] ?? kind.word)
  const number = letterNumber(code, Number(day.slice(0, 4)), 1, words.ordinal)
  return tryTemplate(kind, body, { issuer: ctx.actor.organisation.nameZh, number, day })
}

/** What a text would make, before it is saved: faults by line, and the letter with example values. */
export const previewTemplate = (ctx: Ctx, request: LetterPreviewRequest): Promise<LetterPreview> =>
  ctx.tx(async (tx) => {
    const { faults, content } = await tryAs(ctx, tx, request)
    const sound = faults.length === 0
    return { faults, content: sound ? content : null, missing: sound ? missingCharacters(content) : [] }
  })

const refuse = (faults: readonly LetterTemplateFault[]): void => {
  if (faults.length === 0) return
  throw new AppError('letter_template_invalid', {
    errors: faults.map(({ line, zh, en }) => ({
      pointer: '/body',
      message: `第${line}行：${zh} / line ${line}: ${en}`,
    })),
    extra: { faults },
  })
}

export const previewPdf = async (ctx: Ctx, request: LetterPreviewRequest): Promise<Buffer> => {
  const { faults, content } = await ctx.tx((tx) => tryAs(ctx, tx, request))
  refuse(faults)
  return renderPdf(content, { isVoid: false })
}

/** Saves a new version of the bureau's text; the earlier ones stay, and letters keep the version they were made with. */
export const saveTemplate = (ctx: Ctx, key: string, input: NewLetterTemplate): Promise<LetterTemplate> =>
  ctx.tx(async (tx) => {
    const kind = getKind(key)
    const bureauId = ctx.actor.organisation.id
    const now = ctx.platform.clock.now()
    const today = dayOf(now)
    if (input.effectiveFrom !== undefined && input.effectiveFrom < today)
      throw new AppError('bad_request', {
        errors: [{ pointer: '/effectiveFrom', message: '不能早于今日 / must not lie in the past' }],
      })
    const { faults } = await tryAs(ctx, tx, { key, body: input.body })
    refuse(faults)
    // Two who save at once: the second is told that there is a newer version than it knows.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`letter_template:${bureauId}:${key}`}, 0))`.execute(tx)
    const versions = (await listVersions(tx, bureauId, key)).get(key) ?? []
    const newest = versions[0]?.version ?? 0
    if (input.after !== newest) throw new AppError('conflict', { detail: String(newest) })
    if (input.restoredFrom !== undefined && !versions.some((one) => one.version === input.restoredFrom))
      throw new AppError('not_found', { detail: String(input.restoredFrom) })
    const version = newest + 1
    await tx
      .insertInto('letter_template')
      .values({
        bureau_id: bureauId,
        key,
        version,
        title_zh: input.titleZh,
        title_en: input.titleEn,
        body: input.body,
        effective_from: input.effectiveFrom ?? today,
        restored_from: input.restoredFrom ?? null,
        changed_by: ctx.actor.name,
        changed_at: now,
      })
      .execute()
    await audit(tx, ctx.actor, {
      action: input.restoredFrom === undefined ? 'letter.template' : 'letter.template_restore',
      subjectKind: 'letter_template',
      subjectId: key,
      detail: {
        version,
        effectiveFrom: input.effectiveFrom ?? today,
        sha256: sha256(input.body),
        ...(input.restoredFrom === undefined ? {} : { restoredFrom: input.restoredFrom }),
      },
    })
    return viewTemplate(ctx, tx, kind)
  })
