import { letterNumber } from '@redbridge/contract'
import { audit } from '../../platform/audit.ts'
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
import { getWords, keepCode, refuseTaken, takeSerial, type Words } from './words.store.ts'

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
export const issueLetter = async (ctx: Ctx, tx: Tx, input: NewLetter): Promise<{ id: string; number: string }> => {
  const { actor, platform } = ctx
  const issuer = actor.organisation
  if (issuer.kind === 'platform') throw new AppError('forbidden')
  const now = platform.clock.now()
  const day = dayOf(now)
  const recipient = await tx
    .selectFrom('organisation')
    .select(['id', 'name_zh'])
    .where('id', '=', input.recipientId)
    .executeTakeFirst()
  const found = await findInEffect(tx, issuer, { key: input.template, day })
  if (!recipient || !found) throw new AppError('not_found', { detail: found ? input.recipientId : input.template })
  const { kind, version } = found
  const words = await getWords(tx, issuer.id)
  const base = { issuer: issuer.nameZh, date: dayZh(day), issuedOn: day }
  const given = { ...base, recipient: recipient.name_zh, number: '〔〕' }
  const values = valuesOf(kind, input, given, { words, actor: actor.name })
  // Refused before a number is taken, so that whoever goes on after a refusal leaves no gap.
  const write = fillerOf(kind, version, day)
  write(values)
  const numbered = await takeNumber(ctx, tx, words, kind)
  const { number } = numbered
  const content = composeLetter(write(new Map([...values, ['number', number]])), { ...base, number })
  const text = canonicalContent(content)
  const id = newId('ltr', now.getTime())
  const row = {
    id,
    issuer_id: issuer.id,
    issuer_kind: issuer.kind,
    division: issuer.division,
    template_key: kind.key,
    template_version: version.version,
    template_sha256: sha256(version.body),
    ...numbered,
    matter_id: input.matterId,
    recipient_id: recipient.id,
    recipient_name: recipient.name_zh,
    issuer_name: issuer.nameZh,
    title: content.title,
    sealed: platform.secrets.seal(SEALED_FOR, text),
    content_sha256: sha256(text),
    issued_on: day,
    issued_by: actor.name,
    issued_at: now,
  }
  await refuseTaken(tx.insertInto('letter').values(row).execute())
  await record(ctx, tx, row)
  return { id, number }
}

const takeNumber = async (ctx: Ctx, tx: Tx, words: Words, kind: LetterKind): Promise<Numbered> => {
  const now = ctx.platform.clock.now()
  const year = Number(dayOf(now).slice(0, 4))
  const code = (await keepCode(tx, ctx.actor.organisation, { words, now })) + (words.words[kind.key] ?? kind.word)
  const serial = await takeSerial(tx, ctx.actor.organisation.id, code, year)
  return { code, year, serial, number: letterNumber(code, year, serial, words.ordinal) }
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
const fillerOf = (kind: LetterKind, version: TemplateVersion, day: string) => {
  const { nodes } = parseTemplate(version.body, namesOf(kind, day))
  const fieldOf = (name: string) => kind.fields.find((one) => one.name === name)
  return (values: LetterValues): Filled => {
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
const record = async (ctx: Ctx, tx: Tx, row: Recorded): Promise<void> => {
  const detail = {
    number: row.number,
    template: row.template_key,
    templateVersion: row.template_version,
    templateSha256: row.template_sha256,
    contentSha256: row.content_sha256,
    matterId: row.matter_id,
    recipientId: row.recipient_id,
  }
  await audit(tx, ctx.actor, { action: 'letter.issue', subjectKind: 'letter', subjectId: row.id, detail })
  const readers = [ctx.actor.organisation.id, row.recipient_id]
  const entry = { kind: 'letter.issued', subject: row.id, readers, body: detail }
  await appendEntries(tx, [entry], ctx.platform.clock.now())
}
