import { z } from 'zod'
import { csvOf, Id, IsoDate, IsoTime, PageQuery, pageOf, Reason } from './common.ts'

/** 公文 state: a void letter keeps its number for ever. */
export const LETTER_STATES = ['issued', 'void'] as const
export const LETTER_STATE_TEXT: Record<(typeof LETTER_STATES)[number], { zh: string; en: string }> = {
  issued: { zh: '已发出', en: 'Issued' },
  void: { zh: '已作废', en: 'Void' },
}

/** 'letter' is the 信函格式 of GB/T 9704-2012 clause 10.1 (red heading), 'form' an enforcement document 执法文书. */
export const LETTER_LAYOUTS = ['letter', 'form'] as const
export const LETTER_LAYOUT_TEXT: Record<(typeof LETTER_LAYOUTS)[number], { zh: string; en: string }> = {
  letter: { zh: '函（信函格式）', en: 'Letter with red heading' },
  form: { zh: '文书', en: 'Enforcement document' },
}

/** One block of the body, its text complete: rendering needs nothing else. */
export const LetterBlock = z.object({
  kind: z.enum(['paragraph', 'heading', 'flush', 'sign']),
  text: z.string(),
})
export type LetterBlock = z.infer<typeof LetterBlock>

/** A letter as it was issued. Its canonical JSON has the SHA-256 that stands in the ledger. */
export const LetterContent = z.object({
  layout: z.enum(LETTER_LAYOUTS),
  issuer: z.string(),
  number: z.string(),
  title: z.string(),
  recipient: z.string().nullable(),
  blocks: z.array(LetterBlock),
  attachments: z.array(z.string()),
  signature: z.string().nullable(),
  date: z.string().nullable(),
  note: z.string().nullable(),
  copies: z.string().nullable(),
  issuedOn: IsoDate,
})
export type LetterContent = z.infer<typeof LetterContent>

/** A character that the typeface of the PDF lacks: printed as 〓 there, kept in the DOCX. */
export const MissingCharacter = z.object({ character: z.string(), code: z.string() })
export type MissingCharacter = z.infer<typeof MissingCharacter>

// GET /api/letters
export const Letter = z.object({
  id: Id,
  number: z.string(),
  template: z.string(),
  templateTitle: z.object({ zh: z.string(), en: z.string() }),
  /** 0: the built-in text */
  templateVersion: z.number(),
  title: z.string(),
  matterId: Id.nullable(),
  issuerId: Id,
  issuerName: z.string(),
  recipientId: Id,
  recipientName: z.string(),
  issuedOn: IsoDate,
  issuedAt: IsoTime,
  issuedBy: z.string(),
  state: z.enum(LETTER_STATES),
  void: z.object({ reason: z.string(), by: z.string(), at: IsoTime }).nullable(),
  contentSha256: z.string(),
  /** issued by the organisation that asks */
  own: z.boolean(),
})
export type Letter = z.infer<typeof Letter>
// GET /api/letters/:id · GET /api/letters/:id/letter.docx · GET /api/letters/:id/letter.pdf
export const LetterDetail = Letter.extend({ content: LetterContent, missing: z.array(MissingCharacter) })
export type LetterDetail = z.infer<typeof LetterDetail>
export const LetterFilter = PageQuery.extend({
  q: z.string().trim().max(100).optional(),
  template: z.string().max(60).optional(),
  state: csvOf(LETTER_STATES),
  direction: z.enum(['out', 'in']).optional(),
  matterId: Id.optional(),
  year: z.coerce.number().int().min(2000).max(2999).optional(),
})
export const LetterPage = pageOf(Letter)
// POST /api/letters/:id/void
export const LetterVoid = z.object({ reason: Reason })

/** What a template may ask for, with a value for previews. */
export const LetterField = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  list: z.boolean(),
  /** given by the system, not by the matter */
  system: z.boolean(),
  example: z.string(),
})
export type LetterField = z.infer<typeof LetterField>

// GET /api/letter-templates
export const LetterTemplateSummary = z.object({
  key: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  layout: z.enum(LETTER_LAYOUTS),
  word: z.string(),
  version: z.number(),
  effectiveFrom: IsoDate.nullable(),
  changedBy: z.string().nullable(),
  changedAt: IsoTime.nullable(),
})
export type LetterTemplateSummary = z.infer<typeof LetterTemplateSummary>
export const LetterTemplateVersion = z.object({
  version: z.number(),
  titleZh: z.string(),
  titleEn: z.string(),
  body: z.string(),
  effectiveFrom: IsoDate.nullable(),
  restoredFrom: z.number().nullable(),
  changedBy: z.string().nullable(),
  changedAt: IsoTime.nullable(),
  inEffect: z.boolean(),
})
export type LetterTemplateVersion = z.infer<typeof LetterTemplateVersion>
// GET /api/letter-templates/:key
export const LetterTemplate = LetterTemplateSummary.extend({
  fields: z.array(LetterField),
  /** newest first; the last is the built-in text, version 0 */
  versions: z.array(LetterTemplateVersion),
})
export type LetterTemplate = z.infer<typeof LetterTemplate>
export const LETTER_BODY_MAX = 20_000
// POST /api/letter-templates/:key
export const NewLetterTemplate = z.object({
  titleZh: z.string().trim().min(2).max(60),
  titleEn: z.string().trim().min(2).max(120),
  body: z.string().min(1).max(LETTER_BODY_MAX),
  effectiveFrom: IsoDate.optional(),
  restoredFrom: z.number().int().min(0).optional(),
  /** the newest version the editor has seen: somebody else's in between is a conflict */
  after: z.number().int().min(0),
})
export type NewLetterTemplate = z.infer<typeof NewLetterTemplate>
// POST /api/letter-templates/preview · POST /api/letter-templates/preview.pdf
export const LetterPreviewRequest = z.object({
  key: z.string().max(60),
  body: z.string().max(LETTER_BODY_MAX),
})
export type LetterPreviewRequest = z.infer<typeof LetterPreviewRequest>
export const LetterTemplateFault = z.object({ line: z.number(), zh: z.string(), en: z.string() })
export type LetterTemplateFault = z.infer<typeof LetterTemplateFault>
export const LetterPreview = z.object({
  faults: z.array(LetterTemplateFault),
  content: LetterContent.nullable(),
  missing: z.array(MissingCharacter),
})
export type LetterPreview = z.infer<typeof LetterPreview>

/**
 * A number as GB/T 9704-2012 clause 7.2.5 has it: code, year in 〔〕, serial without leading zeros. The standard writes
 * no 第; the forms of the field do, so it is each bureau's choice.
 * @example letterNumber('京市监案移', 2026, 12, true) // '京市监案移〔2026〕第12号'
 */
export const letterNumber = (code: string, year: number, serial: number, ordinal: boolean): string =>
  `${code}〔${year}〕${ordinal ? '第' : ''}${serial}号`

const HAN_WORD = /^[㐀-鿿]+$/
// GET/POST /api/letter-words
export const LetterWordsChange = z.object({
  /** 机关代字, as '京市监' */
  organCode: z.string().regex(HAN_WORD).min(2).max(12),
  /** template → its word 字, as { lead_transfer: '案移' }; templates left out keep the usual word */
  words: z.record(z.string().max(60), z.string().regex(HAN_WORD).min(1).max(8)).default({}),
  /** whether 第 stands before the number: '〔2026〕第12号' or '〔2026〕12号' (GB/T 9704-2012 clause 7.2.5) */
  ordinal: z.boolean().default(true),
  contact: z.string().trim().max(40).default(''),
  phone: z.string().trim().max(40).default(''),
  address: z.string().trim().max(120).default(''),
})
export type LetterWordsChange = z.infer<typeof LetterWordsChange>
export const LetterWords = LetterWordsChange.extend({
  /** false: nothing was entered, the code is made from the division */
  entered: z.boolean(),
  usual: z.record(z.string(), z.object({ titleZh: z.string(), titleEn: z.string(), word: z.string() })),
  year: z.number(),
  /** the last number given this year, by 代字 */
  last: z.record(z.string(), z.number()),
})
export type LetterWords = z.infer<typeof LetterWords>
