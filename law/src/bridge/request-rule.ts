import type { MemorandumPolicy, RequestForm, RequestReach, Text } from '@redbridge/contract'
import type { Dated } from '../dated.ts'
import type { StandardField } from './catalogue.ts'
import type { AskerLevel } from './look-up.ts'

/** A request as far as it is filled in: a draft may lack anything. */
export type RequestDraft = { readonly [K in keyof RequestForm]?: RequestForm[K] | undefined }

/** What the rules must know beside the form; the database says it. */
export interface RequestContext {
  /** the statutory day on which it is asked, 'YYYY-MM-DD' in Asia/Shanghai */
  readonly day: string
  /** the first working day after `day` */
  readonly nextWorkingDay: string
  readonly asker: { readonly level: AskerLevel; readonly sandbox: boolean }
  /** null: no such platform, or not the asker's to see */
  readonly platform: { readonly onBridge: boolean; readonly sandbox: boolean } | null
  /** the catalogue as it stands for the asker (`standardFields`) */
  readonly fields: readonly StandardField[]
  /** reaches for which the national bureau authorised this very bureau, on `day` */
  readonly authorised: readonly RequestReach[]
  /** the memorandum in force between asker and platform */
  readonly memorandum: {
    readonly number: string
    readonly version: number
    readonly policy: MemorandumPolicy
  } | null
}

/** Where a request breaks a rule, in words of the case. */
export interface Finding extends Text {
  /** JSON pointer into the request; '/form' or '/platformId' where the whole of it is meant */
  readonly pointer: string
}

/** One rule of what makes a request lawful and whole. */
export interface RequestRule extends Dated {
  readonly id: string
  /** provision or instrument it rests on; null: our own practice */
  readonly basis: string | null
  /** false: only said, the request may be sent all the same */
  readonly blocking: boolean
  readonly find: (form: RequestDraft, context: RequestContext) => readonly Finding[]
}

/** A finding at a field of the form. */
export const at = (field: string, zh: string, en: string): Finding => ({ pointer: `/form/${field}`, zh, en })

/** NTC is known from pages about it: what a rule says stands there, article numbers do not. */
export const ofNtc = {
  basis: 'NTC',
  blocking: true,
  from: '2025-01-20',
  to: null,
  confidence: 'page',
  source: 'pages about the measures; article numbers not seen',
} as const

/** No provision says so: without it a platform could not answer, or the letter would not be one. */
export const ofPractice = {
  basis: null,
  blocking: true,
  from: '2025-01-20',
  to: null,
  confidence: 'unconfirmed',
  source: 'no provision known; practice',
} as const

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** True when every target is one order: an order is one deal, so it bounds the time by itself. */
export const onlyOrders = ({ targets, reach }: RequestDraft): boolean =>
  reach === 'single' && (targets?.length ?? 0) > 0 && (targets ?? []).every((target) => target.kind === 'order')

/** Days from the first to the last, both counted. @example daysOf('2026-07-01', '2026-07-31') // 31 */
export const daysOf = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1
