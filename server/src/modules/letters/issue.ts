import { letterNumber } from '@redbridge/contract'
import { auditAll } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import type { LetterKind } from './built-in.ts'
import { cleanText } from './clean-text.ts'
import { canonicalContent, composeLetter } from './compose.ts'
import { dayZh } from './organ-code.ts'
import { type Filled, fillTemplate, type LetterValues } from './template-fill.ts'
import { parseTemplate } from './template-parse.ts'
import { citeOn, findInEffect, namesOf, sha256, type TemplateVersion } from './templates.store.ts'
import { getWords, keepCode, refuseTaken, takeSerials, type Words } from './words.store.ts'

export interface NewLetter {
  /** key of a built-in kind, as 'interview_notice' */
  readonly template: string
  readonly matterId: string | null
  readonly recipientId: string
  /** by field name; a list is an array, or lines of one text. Names that the kind does not have are left aside. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>
}
/** Sixty pages. More is a mistake or an attack. */
const MOST_CHARACTERS = 40_000

/** The use that a letter's content is sealed for. */
export const SEALED_FOR = 'letter'

interface Numbered {
  readonly code: string
  readonly year: number
  readonly serial: number
  readonly number: string
}

/**
 * Issues an official letter in the caller's transaction: number, content, audit and ledger entry stand or fall with
 * it. Refuses with letter_field_missing, naming each field, what the text in effect needs and does not get.
 * @example await issueLetter(ctx, tx, { template: 'interview_notice', matterId, recipientId, fields }) // { id: 'ltr_…', number: '京市监约谈〔2026〕第3号' }
 */
export const issueLetter = async (ctx: Ctx, tx: Tx, input: NewLetter): Promise<Issued> =>
  (await issueLetters(ctx, tx, [input]))[0] as Issued

export interface Issued {
  readonly id: string
  readonly number: string
}

/** Issues letters like `issueLetter`, numbered in their order, in a handful of statements however many: all or none. */
export const issueLetters = async (ctx: Ctx, tx: Tx, inputs: readonly NewLetter[]): Promise<Issued[]> => {
  if (inputs.length === 0) return []
  if (ctx.actor.organisation.kind === 'platform') throw new AppError('forbidden')
  const writing = await findWriting(ctx, tx, inputs)
  // Refused before a number is taken, so that whoever goes on after a refusal leaves no gap.
  const written = inputs.map((input) => prepareLetter(ctx, writing, input))
  const numbers = await takeNumbers(
    ctx,
    tx,
    writing.words,
    written.map((one) => one.kind),
  )
  const rows = written.map((one, i) => letterRow(ctx, one, numbers[i] as Numbered))
  for (let i = 0; i < rows.length; i += AT_ONCE)
    await refuseTaken(
      tx
        .insertInto('letter')
        .values(rows.slice(i, i + AT_ONCE))
        .execute(),
    )
  await record(ctx, tx, rows)
  return rows.map(({ id, number }) => ({ id, number }))
}
/** Rows of one statement: it takes 65,535 values at most. */
const AT_ONCE = 500

/** What letters of one transaction have in common: read once, however many. */
interface Writing {
  readonly day: string
  readonly words: Words
  readonly recipients: ReadonlyMap<string, string>
  readonly templates: ReadonlyMap<string, { kind: LetterKind; version: TemplateVersion; write: Write }>
}
type Write = (values: LetterValues) => Filled

const findWriting = async (ctx: Ctx, tx: Tx, inputs: readonly NewLetter[]): Promise<Writing> => {
  const issuer = ctx.actor.organisation
  const day = dayOf(ctx.platform.clock.now())
  const recipients = await tx
    .selectFrom('organisation')
    .select(['id', 'name_zh'])
    .where('id', 'in', [...new Set(inputs.map((input) => input.recipientId))])
    .execute()
  const templates = new Map<string, { kind: LetterKind; version: TemplateVersion; write: Write }>()
  for (const key of new Set(inputs.map((input) => input.template))) {
    const found = await findInEffect(tx, issuer, { key, day })
    if (!found) throw new AppError('not_found', { detail: key })
    templates.set(key, { ...found, write: fillerOf(found.kind, found.version, day) })
  }
  return {
    day,
    words: await getWords(tx, issuer.id),
    recipients: new Map(recipients.map((one) => [one.id, one.name_zh])),
    templates,
  }
}

interface Prepared {
  readonly input: NewLetter
  readonly day: string
  readonly recipient: string
  readonly kind: LetterKind
  readonly version: TemplateVersion
  readonly write: Write
  readonly values: Map<string, string>
}

/** A letter that lacks nothing but its number. */
const prepareLetter = (ctx: Ctx, { day, words, recipients, templates }: Writing, input: NewLetter): Prepared => {
  const recipient = recipients.get(input.recipientId)
  if (recipient === undefined) throw new AppError('not_found', { detail: input.recipientId })
  const template = templates.get(input.template) as { kind: LetterKind; version: TemplateVersion; write: Write }
  const given = { issuer: ctx.actor.organisation.nameZh, date: dayZh(day), recipient, number: '〔〕' }
  const values = valuesOf(template.kind, input, given, { words, actor: ctx.actor.name })
  template.write(values)
  return { ...template, input, day, recipient, values }
}

const letterRow = (ctx: Ctx, letter: Prepared, numbered: Numbered) => {
  const { actor, platform } = ctx
  const issuer = actor.organisation
  const { input, day, recipient, kind, version, write, values } = letter
  const { number } = numbered
  const base = { issuer: issuer.nameZh, date: dayZh(day), issuedOn: day }
  const content = composeLetter(write(new Map([...values, ['number', number]])), { ...base, number })
  const text = canonicalContent(content)
  const now = platform.clock.now()
  return {
    id: newId('ltr', now.getTime()),
    issuer_id: issuer.id,
    issuer_kind: issuer.kind as 'bureau' | 'partner',
    division: issuer.division,
    template_key: kind.key,
    template_version: version.version,
    template_sha256: sha256(version.body),
    ...numbered,
    matter_id: input.matterId,
    recipient_id: input.recipientId,
    recipient_name: recipient,
    issuer_name: issuer.nameZh,
    title: content.title,
    sealed: platform.secrets.seal(SEALED_FOR, text),
    content_sha256: sha256(text),
    issued_on: day,
    issued_by: actor.name,
    issued_at: now,
  }
}

/** Numbers for letters of these kinds, in their order; letters of one code are numbered one after another. */
const takeNumbers = async (ctx: Ctx, tx: Tx, words: Words, kinds: readonly LetterKind[]): Promise<Numbered[]> => {
  const now = ctx.platform.clock.now()
  const year = Number(dayOf(now).slice(0, 4))
  const organCode = await keepCode(tx, ctx.actor.organisation, { words, now })
  const codes = kinds.map((kind) => organCode + (words.words[kind.key] ?? kind.word))
  const next = new Map<string, number>()
  // In one order whoever numbers, so that two transactions never wait for each other.
  for (const [code, of] of [...Map.groupBy(codes, (code) => code)].sort(([a], [b]) => (a < b ? -1 : 1)))
    next.set(code, await takeSerials(tx, { issuerId: ctx.actor.organisation.id, code, year, count: of.length }))
  return codes.map((code) => {
    const serial = next.get(code) as number
    next.set(code, serial + 1)
    return { code, year, serial, number: letterNumber(code, year, serial, words.ordinal) }
  })
}

/** Cleaned values by name. What the matter does not give of contact, telephone and address, the settings do. */
const valuesOf = (
  kind: LetterKind,
  { fields }: NewLetter,
  system: Readonly<Record<'issuer' | 'number' | 'date' | 'recipient', string>>,
  { words, actor }: { words: Words; actor: string },
): Map<string, string> => {
  const own: Readonly<Record<string, string>> = {
    contact: words.contact || actor,
    phone: words.phone,
    address: words.address,
  }
  const values = new Map<string, string>()
  let characters = 0
  for (const { name, system: isSystem } of kind.fields) {
    const given = isSystem
      ? system[name as keyof typeof system]
      : Object.hasOwn(fields, name)
        ? fields[name]
        : undefined
    const clean = cleanText(typeof given === 'object' ? given.join('\n') : (given ?? ''))
    const value = clean || cleanText(own[name] ?? '')
    characters += value.length
    values.set(name, value)
  }
  if (characters > MOST_CHARACTERS) throw new AppError('too_large', { detail: String(MOST_CHARACTERS) })
  return values
}

/** Fills the text in effect, and refuses what lacks something it needs. */
const fillerOf = (kind: LetterKind, version: TemplateVersion, day: string): Write => {
  const { nodes } = parseTemplate(version.body, namesOf(kind, day))
  const fieldOf = (name: string) => kind.fields.find((one) => one.name === name)
  return (values) => {
    const filled = fillTemplate(nodes, { values, cite: citeOn(day) })
    if (filled.missing.length > 0)
      throw new AppError('letter_field_missing', {
        errors: filled.missing.map((name) => ({
          pointer: `/fields/${name}`,
          message: `缺少“${fieldOf(name)?.zh ?? name}” / ${fieldOf(name)?.en ?? name} is missing`,
        })),
      })
    return filled
  }
}

interface Recorded {
  readonly id: string
  readonly number: string
  readonly template_key: string
  readonly template_version: number
  readonly template_sha256: string
  readonly content_sha256: string
  readonly matter_id: string | null
  readonly recipient_id: string
}
const record = async (ctx: Ctx, tx: Tx, rows: readonly Recorded[]): Promise<void> => {
  const told = rows.map((row) => ({
    id: row.id,
    readers: [ctx.actor.organisation.id, row.recipient_id],
    detail: {
      number: row.number,
      template: row.template_key,
      templateVersion: row.template_version,
      templateSha256: row.template_sha256,
      contentSha256: row.content_sha256,
      matterId: row.matter_id,
      recipientId: row.recipient_id,
    },
  }))
  await auditAll(
    tx,
    ctx.actor,
    told.map(({ id, detail }) => ({ action: 'letter.issue', subjectKind: 'letter', subjectId: id, detail })),
  )
  await appendEntries(
    tx,
    told.map(({ id, readers, detail }) => ({ kind: 'letter.issued', subject: id, readers, body: detail })),
    ctx.platform.clock.now(),
  )
}
