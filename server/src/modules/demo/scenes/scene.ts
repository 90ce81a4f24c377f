import type { AnswerContent, FormValues } from '@redbridge/contract'
import type { Actor } from '../../../platform/actor.ts'
import type { Exhibit } from './exhibits.ts'
import type { Figures } from './figures.ts'
import type { Operator } from './operators.ts'

/** Who acts: a login of the demonstration, or somebody of an organisation that has none. */
export type Who = 'analyst' | 'head' | 'platform' | 'shanghai' | 'police' | 'telecom' | 'zhejiang' | 'jiushiji'

export type Deed =
  | { readonly open: string; readonly form: FormValues }
  | { readonly move: string; readonly form?: FormValues }
  | { readonly answer: AnswerContent; readonly part: boolean; readonly note?: string }
  | { readonly say: string }
  | { readonly note: string }
  | { readonly assign: Who; readonly reason: string }

/** What one person did on a day; it leaves exactly one entry in the history of its matter. */
export type Step = Deed & {
  readonly day: string
  readonly hour: number
  readonly by: Who
  /** goes with it: as `files` of the form, or with the message */
  readonly exhibits?: readonly Exhibit[]
}

/** One matter and what happened to it, in order; the first step opens it. */
export interface Scene {
  readonly key: string
  readonly steps: readonly Step[]
}

/** What scenes are made of. */
export interface Stage {
  readonly cast: Readonly<Record<Who, Actor>>
  readonly organisation: Readonly<Record<'fandianda' | 'haidian', string>>
  readonly operators: Readonly<Record<'beijing' | 'shanghai' | 'zhejiang', readonly Operator[]>>
  readonly figures: Figures
  /** the period of the figures, e.g. '2026年7月' */
  readonly period: string
  /** calendar days and working days from today: negative lie in the past */
  readonly day: (days: number) => string
  readonly workday: (days: number) => string
}

/** The n-th operator of a list that has at least one. */
export const nth = (operators: readonly Operator[], n: number): Operator => operators[n % operators.length] as Operator

/** Whom a paper is about, as forms ask for it. */
export const subjectOf = ({ name, uscc }: Operator): { subjectName: string; uscc: string } => ({
  subjectName: name,
  uscc,
})

/** A day as official papers write it. @example dayZh('2026-07-05') // '2026年7月5日' */
export const dayZh = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
