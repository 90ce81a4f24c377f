import {
  Id,
  LetterDetail,
  LetterFilter,
  LetterPage,
  LetterPreview,
  LetterPreviewRequest,
  LetterTemplate,
  LetterTemplateSummary,
  LetterVoid,
  LetterWords,
  LetterWordsChange,
  NewLetterTemplate,
} from '@redbridge/contract'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { getLetter, listLettersFor, renderLetter, voidLetter } from './letters.service.ts'
import { getTemplate, listTemplates, previewPdf, previewTemplate, saveTemplate } from './templates.service.ts'
import { getLetterWords, setLetterWords } from './words.service.ts'

const params = z.object({ id: Id })
const templateParams = z.object({ key: z.string().max(60) })

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const
/** A PDF opens in the browser, a DOCX is saved. */
const send = (reply: FastifyReply, name: string, bytes: Buffer): FastifyReply => {
  const form = name.endsWith('.pdf') ? 'pdf' : 'docx'
  const how = form === 'pdf' ? 'inline' : 'attachment'
  return reply
    .type(TYPES[form])
    .header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(bytes)
}

const letters: Route[] = [
  route({
    method: 'GET',
    url: '/api/letters',
    summary: 'Official letters issued and received, the latest first',
    permission: 'letter.read',
    query: LetterFilter,
    response: LetterPage,
    handle: ({ ctx, query }) => listLettersFor(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/letters/:id',
    summary: 'One letter with its content and the characters its PDF cannot show',
    permission: 'letter.read',
    params,
    response: LetterDetail,
    handle: ({ ctx, params }) => getLetter(ctx, params.id),
  }),
  ...(['pdf', 'docx'] as const).map((form) =>
    route({
      method: 'GET',
      url: `/api/letters/:id/letter.${form}`,
      summary: `The letter as ${form.toUpperCase()}, typeset after GB/T 9704-2012`,
      permission: 'letter.read',
      params,
      handle: async ({ ctx, params, reply }) => {
        const { name, bytes } = await renderLetter(ctx, params.id, form)
        return send(reply, name, bytes)
      },
    }),
  ),
  route({
    method: 'POST',
    url: '/api/letters/:id/void',
    summary: 'Make a letter void; its number is never used again',
    permission: 'letter.void',
    params,
    body: LetterVoid,
    response: LetterDetail,
    handle: ({ ctx, params, body }) => voidLetter(ctx, params.id, body.reason),
  }),
]

const templates: Route[] = [
  route({
    method: 'GET',
    url: '/api/letter-templates',
    summary: 'Kinds of letter with the text in effect',
    permission: 'letter.manage',
    response: z.array(LetterTemplateSummary),
    handle: ({ ctx }) => listTemplates(ctx),
  }),
  route({
    method: 'GET',
    url: '/api/letter-templates/:key',
    summary: 'One kind of letter: what its text may name, and every version of it',
    permission: 'letter.manage',
    params: templateParams,
    response: LetterTemplate,
    handle: ({ ctx, params }) => getTemplate(ctx, params.key),
  }),
  route({
    method: 'POST',
    url: '/api/letter-templates/:key',
    summary: 'Save a new version of the text; earlier ones stay',
    permission: 'letter.manage',
    params: templateParams,
    body: NewLetterTemplate,
    status: 201,
    response: LetterTemplate,
    handle: ({ ctx, params, body }) => saveTemplate(ctx, params.key, body),
  }),
  route({
    method: 'POST',
    url: '/api/letter-templates/preview',
    summary: 'What a text would make of example values, and what is wrong with it; nothing is saved',
    permission: 'letter.manage',
    body: LetterPreviewRequest,
    response: LetterPreview,
    handle: ({ ctx, body }) => previewTemplate(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/letter-templates/preview.pdf',
    summary: 'The preview as PDF; nothing is saved',
    permission: 'letter.manage',
    body: LetterPreviewRequest,
    handle: async ({ ctx, body, reply }) => send(reply, 'preview.pdf', await previewPdf(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/api/letter-words',
    summary: 'Organ code and words of the bureau’s numbers, its contact, and the last numbers given',
    permission: 'letter.manage',
    response: LetterWords,
    handle: ({ ctx }) => getLetterWords(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/letter-words',
    summary: 'Enter organ code, words and contact',
    permission: 'letter.manage',
    body: LetterWordsChange,
    response: LetterWords,
    handle: ({ ctx, body }) => setLetterWords(ctx, body),
  }),
]

export const lettersRoutes: Route[] = [...letters, ...templates]
