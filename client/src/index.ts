// Typed client of the cloud bridge 红盾云桥 for platforms. Types of what travels are those of @redbridge/contract.

export type {
  AnswerContent,
  AnswerGroup,
  AssistanceDetail,
  DisposalMeasure,
  DisposalResult,
  Envelope,
  ExchangeKey,
  ExchangeMessage,
  FieldGroup,
  MatterDetail,
  Receipt,
  RequestForm,
  RequestTarget,
} from '@redbridge/contract'
export type {
  ActOptions,
  AnswerInput,
  AppealForm,
  CorrectionForm,
  ExecutionForm,
  RefusalForm,
  ViolationForm,
} from './acts.ts'
export { createClient, type PendingOptions, type RedbridgeClient } from './client.ts'
export { type ClientErrorCode, RedbridgeError } from './errors.ts'
export { generateKey, type NewKey, publicKeyOf } from './keys.ts'
export type { ProvenEntry } from './ledger.ts'
export type { ClientOptions } from './transport.ts'
export { checkMessage, checkReceipt, envelopeDigest, isSignedBy } from './verify.ts'
export { verifyWebhook, type WebhookEvent } from './webhook.ts'
