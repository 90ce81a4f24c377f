import {
  Batch,
  Id,
  PageQuery,
  pageOf,
  REJECT_REASON_TEXT,
  REJECT_REASONS,
  REPORT_COLUMNS,
  RejectRow,
  RowsBatchStart,
  RowsPart,
  RowsPartResult,
} from '@redbridge/contract'
import { writeCorrectedTemplate, writeTemplate } from '@redbridge/tabular'
import { z } from 'zod'
import { AppError, languageOf } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import { receiveUpload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import * as service from './batches.service.ts'
import { correct } from './corrections.service.ts'
import { addPart, submitRows } from './parts.service.ts'
import * as rejects from './rejects.service.ts'

const ById = z.object({ id: Id })
const PeriodKey = z.string().regex(/^\d{4}-(01|07)$/)
const IdempotencyKey = z.string().min(8).max(200)

export const batchesRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/report-template.xlsx',
    summary: 'The template of the identity report',
    permission: 'period.read',
    handle: ({ reply }) => sendFile(reply, '身份信息报送模板.xlsx', writeTemplate),
  }),
  route({
    method: 'GET',
    url: '/api/batches',
    summary: 'Report batches, newest first',
    permission: 'batch.read',
    query: PageQuery.extend({ period: PeriodKey.optional(), platformId: Id.optional() }),
    response: pageOf(Batch),
    handle: ({ ctx, query }) => service.list(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/batches',
    summary: 'Upload a report file; reading and matching go on in the background',
    permission: 'batch.upload',
    query: z.object({ period: PeriodKey }),
    response: Batch,
    status: 202,
    multipart: true,
    handle: async ({ ctx, query, request }) => {
      const upload = await receiveUpload(
        request,
        ctx.platform.files,
        `uploads/${ctx.actor.organisation.id}/${newId('upl')}`,
      )
      try {
        return await service.upload(ctx, query.period, upload)
      } catch (error) {
        await ctx.platform.files.delete(upload.key).catch(() => {})
        throw error
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/batches/:id',
    summary: 'A batch with its balanced totals and progress',
    permission: 'batch.read',
    params: ById,
    response: Batch,
    handle: ({ ctx, params }) => service.get(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/batches/rows',
    summary: 'Open a batch that comes in parts',
    permission: 'batch.upload',
    body: RowsBatchStart.extend({ period: PeriodKey }),
    response: Batch,
    status: 201,
    handle: ({ ctx, body }) => service.startRows(ctx, body.period),
  }),
  route({
    method: 'POST',
    url: '/api/batches/:id/parts',
    summary: 'Send rows; row errors come back at once. Header Idempotency-Key makes repeats harmless',
    permission: 'batch.upload',
    params: ById,
    body: RowsPart,
    response: RowsPartResult,
    bodyLimit: 32 << 20,
    handle: ({ ctx, params, body, request }) => {
      const key = IdempotencyKey.safeParse(request.headers['idempotency-key'])
      if (!key.success)
        throw new AppError('bad_request', {
          errors: [{ pointer: '/header/Idempotency-Key', message: '8–200 characters' }],
        })
      return addPart(ctx, params.id, key.data, body.rows, languageOf(request.headers['accept-language']))
    },
  }),
  route({
    method: 'POST',
    url: '/api/batches/:id/submit',
    summary: 'All parts are in: match them',
    permission: 'batch.upload',
    params: ById,
    response: Batch,
    status: 202,
    handle: ({ ctx, params }) => submitRows(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/batches/:id/rejects',
    summary: 'Rows that were not accepted, with every reason',
    permission: 'batch.read',
    params: ById,
    query: PageQuery.extend({ reason: z.enum(REJECT_REASONS).optional() }),
    response: pageOf(RejectRow),
    handle: ({ ctx, params, query }) => rejects.list(ctx, params.id, query),
  }),
  route({
    method: 'GET',
    url: '/api/batches/:id/rejects.xlsx',
    summary: 'The template filled with the rejected rows, to correct and send back',
    permission: 'batch.read',
    params: ById,
    handle: async ({ ctx, params, request, reply }) => {
      const lang = languageOf(request.headers['accept-language'])
      const { periodKey, platformName } = await service.get(ctx, params.id)
      return sendFile(reply, `${platformName}-${periodKey}-退回更正.xlsx`, (path) =>
        writeCorrectedTemplate(path, correctedRows(rejects.standing(ctx, params.id), lang), { lang }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/api/batches/:id/corrections',
    summary: 'Send the corrected template back: only the rejected rows, which join the same batch',
    permission: 'batch.upload',
    params: ById,
    response: z.object({ batch: Batch, taken: z.number(), refused: z.array(z.number()), refusedTotal: z.number() }),
    status: 202,
    multipart: true,
    handle: async ({ ctx, params, request }) => {
      await service.get(ctx, params.id)
      const upload = await receiveUpload(request, ctx.platform.files, `batches/${params.id}/correction-${newId('cor')}`)
      return correct(ctx, params.id, upload)
    },
  }),
]

async function* correctedRows(rows: AsyncIterable<RejectRow>, lang: 'zh' | 'en') {
  for await (const { rowNo, reasons, cells } of rows)
    yield {
      row: rowNo,
      reason: reasons.map((reason) => REJECT_REASON_TEXT[reason][lang]).join('；'),
      values: REPORT_COLUMNS.map((column) => cells[column.key] ?? ''),
    }
}
