import type {
  AnswerContent,
  AssistanceDetail,
  CorrectionReason,
  DisposalResult,
  MatterDetail,
  RefusalReason,
} from '@redbridge/contract'
import type { Call, Transport } from './transport.ts'

// Legal acts of a platform: each is signed with the platform's own key and done once for its idempotency key.

/** How an act is made safe to repeat. */
export interface ActOptions {
  /** the matter's version you decided on; read freshly where left out. 409 `conflict` when it has moved since. */
  readonly version?: number
  /** your own name for the act, 8–200 characters: keep it with your record before you send, and repeat with it */
  readonly idempotencyKey?: string
}

export interface RefusalForm {
  readonly ground: RefusalReason
  readonly reason: string
  readonly files?: readonly string[]
}
export interface CorrectionForm {
  readonly points: readonly CorrectionReason[]
  readonly reason: string
}
export interface AnswerInput {
  readonly content: AnswerContent
  readonly note?: string
  /** ids of uploaded files */
  readonly files?: readonly string[]
}
export interface ExecutionForm {
  /** `object` counts from 0 in the order's objects */
  readonly results: readonly { readonly object: number; readonly result: DisposalResult; readonly note?: string }[]
  readonly toldOperator?: boolean
  readonly files?: readonly string[]
}
export interface AppealForm {
  readonly ground: 'facts' | 'object' | 'law' | 'measure' | 'operator'
  readonly explanation: string
  readonly files?: readonly string[]
}
export interface ViolationForm {
  /** the bureau it goes to */
  readonly bureauId: string
  readonly subjectName: string
  readonly uscc?: string
  readonly address?: string
  readonly shopName: string
  readonly shopUrl?: string
  readonly goods: string
  readonly facts: string
  readonly measures: string
  readonly files?: readonly string[]
}

const signed = (body: object, options: ActOptions): Call => ({
  method: 'POST',
  body,
  signed: true,
  ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
})

/** The acts on requests, orders and reports over one connection. */
export const actsOf = (transport: Transport) => {
  const versionOf = async (id: string, options: ActOptions): Promise<number> =>
    options.version ?? (await transport.json<MatterDetail>(`/api/matters/${id}`)).version
  const move = async (at: { kind: string; id: string; event: string }, form: object, options: ActOptions = {}) =>
    transport.json<MatterDetail>(
      `/api/matters/${at.kind}/${at.id}/${at.event}`,
      signed({ version: await versionOf(at.id, options), form }, options),
    )
  const request = (event: string) => (id: string, form: object, options?: ActOptions) =>
    move({ kind: 'assistance_request', id, event }, form, options)
  const answer =
    (part: boolean) =>
    async (id: string, input: AnswerInput, options: ActOptions = {}) =>
      transport.json<AssistanceDetail>(
        `/api/assistance/${id}/answers`,
        signed({ version: await versionOf(id, options), part, ...input }, options),
      )
  return {
    requests: {
      /** what is asked now, which fields are still missing, what was answered so far */
      detail: (id: string) => transport.json<AssistanceDetail>(`/api/assistance/requests/${id}`),
      /** the whole answer: with what was sent in part it accounts for every requested field */
      answer: answer(false),
      /** some of it; more will follow */
      answerPart: answer(true),
      refuse: request('refuse') as Act<RefusalForm>,
      /** stops the clock until the bureau has corrected the request */
      askCorrection: request('ask_correction') as Act<CorrectionForm>,
      /** once, with the reason */
      extend: request('extend') as Act<{ readonly reason: string }>,
    },
    orders: {
      execute: ((id, form, options) =>
        move({ kind: 'disposal_order', id, event: 'execute' }, form, options)) as Act<ExecutionForm>,
      /** does not suspend the order */
      appeal: ((id, form, options) =>
        move({ kind: 'disposal_order', id, event: 'appeal' }, form, options)) as Act<AppealForm>,
    },
    reports: {
      /** reports a suspected violation that you found yourself (ECL 29) */
      report: (form: ViolationForm, options: Pick<ActOptions, 'idempotencyKey'> = {}) =>
        transport.json<{ readonly id: string; readonly number: string }>(
          '/api/matters/violation_lead',
          signed(form, options),
        ),
      complete: ((id, form, options) => move({ kind: 'violation_lead', id, event: 'complete' }, form, options)) as Act<
        Pick<ViolationForm, 'goods' | 'facts' | 'measures' | 'files'>
      >,
    },
  }
}
type Act<F> = (id: string, form: F, options?: ActOptions) => Promise<MatterDetail>
