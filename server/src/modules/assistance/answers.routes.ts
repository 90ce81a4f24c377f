import {
  AnswerDraft,
  AnswerExport,
  AnswerValues,
  AssistanceDetail,
  Id,
  NewAnswer,
  OpenSealed,
  type Role,
} from '@redbridge/contract'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { keyOf } from '../../platform/http/idempotency-key.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import { receiveUpload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import { draftFromFile, MOST_FILE_BYTES } from './answer-file.ts'
import { writeTemplateOf } from './answer-template.ts'
import { exportAnswer, maskedValues, openedValues } from './answer-values.ts'
import { discardDraft, loadAnswering, sendAnswer } from './answers.service.ts'
import { getRequest } from './requests.service.ts'

const params = z.object({ id: Id })
const one = z.object({ id: Id, answerId: Id })
const answering = { permission: 'assistance.answer' } as const
/** Values are opened by people, each with a purpose of their own; a program has what it sent. */
const people: readonly Role[] = ['bureau_analyst', 'bureau_head', 'platform_staff', 'platform_admin']
const reading = { permission: 'assistance.read' } as const

const sendExport = async (
  reply: FastifyReply,
  file: Awaited<ReturnType<typeof exportAnswer>>,
): Promise<FastifyReply> =>
  'write' in file
    ? sendFile(reply, file.name, file.write)
    : reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.text)

const sending: Route[] = [
  route({
    ...answering,
    method: 'POST',
    url: '/api/assistance/:id/answers',
    summary:
      'Answers a request, in part or whole: requested fields alone; nothing is taken where anything else is in it',
    signed: true,
    params,
    body: NewAnswer,
    response: AssistanceDetail,
    // White space of the sender comes on top of the eight megabytes that an answer may have.
    bodyLimit: 12 << 20,
    handle: async ({ ctx, params: { id }, body, request }) => {
      await sendAnswer(ctx, id, body, keyOf(request))
      return getRequest(ctx, id)
    },
  }),
  route({
    ...answering,
    method: 'POST',
    url: '/api/assistance/:id/answer-file',
    summary: 'Reads a workbook, CSV or JSON as an answer: its faults row by row, or a draft that can be sent',
    params,
    multipart: true,
    response: AnswerDraft,
    handle: async ({ ctx, params: { id }, request }) => {
      // Who is not asked sends nothing here.
      await ctx.tx((tx) => loadAnswering(ctx, tx, id))
      const key = `uploads/${newId('ansfile')}`
      return draftFromFile(ctx, id, await receiveUpload(request, ctx.platform.files, key, MOST_FILE_BYTES))
    },
  }),
  route({
    ...answering,
    method: 'GET',
    url: '/api/assistance/:id/answer-template.xlsx',
    summary: 'The workbook to fill in: a sheet for each requested group with the requested columns',
    params,
    handle: ({ ctx, params: { id }, reply }) =>
      sendFile(reply, '协查答复.xlsx', (path) => writeTemplateOf(ctx, id, path)),
  }),
  route({
    ...answering,
    method: 'DELETE',
    url: '/api/assistance/:id/answers/:answerId',
    summary: 'Discards a draft',
    params: one,
    status: 204,
    handle: ({ ctx, params: { id, answerId } }) => discardDraft(ctx, id, answerId),
  }),
]

const values: Route[] = [
  route({
    ...reading,
    method: 'GET',
    url: '/api/assistance/:id/answers/:answerId',
    summary: 'What an answer says, personal values masked; for the two parties',
    params: one,
    response: AnswerValues,
    handle: ({ ctx, params: { id, answerId } }) => maskedValues(ctx, id, answerId),
  }),
  route({
    ...reading,
    roles: people,
    method: 'POST',
    url: '/api/assistance/:id/answers/:answerId/open',
    summary: 'Opens the values for a stated purpose; it is logged first',
    params: one,
    body: OpenSealed,
    response: AnswerValues,
    handle: ({ ctx, params: { id, answerId }, body }) =>
      openedValues(ctx, { matterId: id, id: answerId, purpose: body.purpose }),
  }),
  route({
    ...reading,
    roles: people,
    method: 'GET',
    url: '/api/assistance/:id/answers/:answerId/export',
    summary: 'The values as a workbook, CSV or JSON, for a stated purpose; it is logged first',
    params: one,
    query: AnswerExport,
    handle: async ({ ctx, params: { id, answerId }, query, reply }) =>
      sendExport(reply, await exportAnswer(ctx, { matterId: id, id: answerId, query })),
  }),
]

export const answerRoutes: Route[] = [...sending, ...values]
