import { BulkRequests } from '@redbridge/contract'
import { z } from 'zod'
import { keyOf } from '../../platform/http/idempotency-key.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import { receiveUpload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import { bulkRequests } from './bulk.service.ts'
import { writeBulkTemplate } from './bulk-template.ts'

const MAX_BYTES = 8 << 20

export const bulkRoutes: Route[] = [
  route({
    permission: 'assistance.ask',
    method: 'GET',
    url: '/api/assistance/bulk-template.xlsx',
    summary: 'Template of bulk requests, with an example row and what to write in each column',
    handle: ({ reply }) => sendFile(reply, '批量协查模板.xlsx', writeBulkTemplate),
  }),
  route({
    permission: 'assistance.ask',
    method: 'POST',
    url: '/api/assistance/bulk',
    summary: 'Requests from a spreadsheet (XLSX, CSV; 1,000 rows): previewed, or made and submitted for approval',
    query: z.object({ preview: z.enum(['true', 'false']).default('true') }),
    response: BulkRequests,
    multipart: true,
    handle: async ({ ctx, query, request }) => {
      const key = keyOf(request)
      const fileKey = `assistance/${ctx.actor.organisation.id}/${newId('upl')}`
      const upload = await receiveUpload(request, ctx.platform.files, fileKey, MAX_BYTES)
      return bulkRequests(ctx, upload, { preview: query.preview === 'true', key })
    },
  }),
]
