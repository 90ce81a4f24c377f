import {
  AnswerAction,
  AnswersFileResult,
  BulkResult,
  Id,
  OpenSealed,
  ProblemDetail,
  ProblemFilter,
  ProblemOperator,
  Proof,
  PushAction,
  pageOf,
  ReviewAction,
  Sealed,
  VerifyAction,
  WithdrawAction,
} from '@redbridge/contract'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import { receiveUpload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import { answer } from './answer.service.ts'
import { answerByFile } from './answers-file.ts'
import { writeProblems } from './export.service.ts'
import { get, list, openSealed } from './problems.service.ts'
import { keepProof, MAX_PROOF_BYTES, openProof } from './proofs.service.ts'
import { push, review, verify, withdraw } from './review.service.ts'

const ById = z.object({ id: Id })
const MAX_ANSWERS_BYTES = 32 << 20

const reading: Route[] = [
  route({
    method: 'GET',
    url: '/api/problems',
    summary: 'Problem operators; a platform sees those pushed to it',
    permission: 'problem.read',
    query: ProblemFilter,
    response: pageOf(ProblemOperator),
    handle: ({ ctx, query }) => list(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/problems.xlsx',
    summary: 'What a filter finds as a workbook that can be filled in and sent back as answers',
    permission: 'problem.read',
    query: ProblemFilter,
    handle: ({ ctx, query, reply }) =>
      sendFile(reply, `问题经营主体-${dayOf(ctx.platform.clock.now())}.xlsx`, (path) =>
        writeProblems(ctx, query, path),
      ),
  }),
  route({
    method: 'GET',
    url: '/api/batches/:id/problems.xlsx',
    summary: 'The problem operators of one report as a workbook',
    permission: 'problem.read',
    params: ById,
    handle: async ({ ctx, params, reply }) => {
      // Somebody else's report is not found, rather than an empty workbook.
      await ctx.tx(async (tx) => {
        const batch = await tx.selectFrom('report_batch').select('id').where('id', '=', params.id).executeTakeFirst()
        if (!batch) throw new AppError('not_found')
      })
      return sendFile(reply, `问题经营主体-${params.id}.xlsx`, (path) =>
        writeProblems(ctx, { batchId: params.id }, path),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/api/problems/:id',
    summary: 'A problem operator with its evidence side by side, history and possible moves',
    permission: 'problem.read',
    params: ById,
    response: ProblemDetail,
    handle: ({ ctx, params }) => get(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/problems/:id/open-sealed',
    summary: 'Open ID number and phone for a stated purpose; it is logged',
    permission: 'sealed.open',
    params: ById,
    body: OpenSealed,
    response: Sealed,
    handle: ({ ctx, params, body }) => openSealed(ctx, params.id, body.purpose),
  }),
]

const working: Route[] = [
  route({
    method: 'POST',
    url: '/api/problems/review',
    summary: 'Confirm, dismiss, leave undecided or open again; preview first',
    permission: 'problem.review',
    body: ReviewAction,
    response: BulkResult,
    handle: ({ ctx, body }) => review(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/problems/push',
    summary: 'Push confirmed problem operators to their platforms',
    permission: 'problem.push',
    body: PushAction,
    response: BulkResult,
    handle: ({ ctx, body }) => push(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/problems/withdraw',
    summary: 'Take back pushed problem operators that are not answered yet',
    permission: 'problem.push',
    body: WithdrawAction,
    response: BulkResult,
    handle: ({ ctx, body }) => withdraw(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/problems/verify',
    summary: 'Verify and close answers, or return them',
    permission: 'problem.verify',
    body: VerifyAction,
    response: BulkResult,
    handle: ({ ctx, body }) => verify(ctx, body),
  }),
]

const answering: Route[] = [
  route({
    method: 'POST',
    url: '/api/problems/answer',
    summary: 'Answer pushed problem operators: removed, suspended, corrected, objected',
    permission: 'problem.answer',
    body: AnswerAction,
    response: BulkResult,
    handle: ({ ctx, body }) => answer(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/problems/answers-file',
    summary: 'Answers by file; every row that cannot be applied says why',
    permission: 'problem.answer',
    response: AnswersFileResult,
    multipart: true,
    handle: async ({ ctx, request }) => {
      const key = `answers/${ctx.actor.organisation.id}/${newId('upl')}`
      return answerByFile(ctx, await receiveUpload(request, ctx.platform.files, key, MAX_ANSWERS_BYTES))
    },
  }),
  route({
    method: 'POST',
    url: '/api/proofs',
    summary: 'Upload a proof (PDF, JPG, PNG, XLSX, DOCX; 20 MB) to be named in an answer',
    permission: 'problem.answer',
    response: Proof,
    status: 201,
    multipart: true,
    handle: async ({ ctx, request }) => {
      const key = `proofs/${ctx.actor.organisation.id}/${newId('upl')}`
      return keepProof(ctx, await receiveUpload(request, ctx.platform.files, key, MAX_PROOF_BYTES))
    },
  }),
  route({
    method: 'GET',
    url: '/api/proofs/:id',
    summary: 'A proof, for its platform and the bureau of a problem that refers to it',
    permission: 'problem.read',
    params: ById,
    handle: async ({ ctx, params, reply }) => {
      const proof = await openProof(ctx, params.id)
      return reply
        .type(proof.type)
        .header('content-length', proof.bytes)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(proof.name)}`)
        .send(proof.stream)
    },
  }),
]

export const problemsRoutes: Route[] = [...reading, ...working, ...answering]
