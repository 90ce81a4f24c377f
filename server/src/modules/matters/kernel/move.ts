import type { FormValues, ProcessTransition } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/pool.ts'
import type { EffectMove } from '../../../platform/effects.ts'
import { AppError } from '../../../platform/errors.ts'
import { contextFor } from '../../../platform/platform.ts'
import { shareItems } from '../../evidence/index.ts'
import { getState } from '../definitions.ts'
import { findTransition, guardHolds, loadTold, type Permitted, type Told } from './check.ts'
import { runChecks } from './checks.ts'
import { runClocks } from './clocks.ts'
import { type Filled, fillForms } from './forms.ts'
import { sendLetters } from './letters.ts'
import { lockMatters } from './load.ts'
import { type Recorded, recordSteps, tellParties } from './record.ts'
import type { Act, LoadedMatter, Refusal, Step } from './types.ts'

export interface MoveRequest {
  readonly event: string
  readonly items: readonly { readonly id: string; readonly version?: number }[]
  readonly form: FormValues
  /** what each matter's own form says beside the common one, by matter id */
  readonly forms?: ReadonlyMap<string, FormValues>
  /** the kind they must all be of */
  readonly kind?: string
}
export interface MoveOutcome {
  readonly moved: readonly string[]
  readonly refused: readonly Refusal[]
}

/**
 * The interpreter: moves matters by one event. For each that may: state, history, audit, ledger entry, clocks, letter,
 * message and the work of other modules, all in the caller's transaction; the others are named with the reason.
 * A form that does not fit throws and nothing is moved.
 */
export const moveMatters = async (act: Act, tx: Tx, request: MoveRequest): Promise<MoveOutcome> => {
  const { ready, refused } = await findReady(act, tx, request)
  const filled = await fillForms(
    act,
    tx,
    ready.map(({ matter, permitted, told }) => ({
      fields: permitted.transition.form,
      form: { ...request.form, ...request.forms?.get(matter.row.id) },
      told,
    })),
  )
  const steps = ready.map(
    ({ matter, permitted, told }, i): Step => ({ matter, ...permitted, ...(filled[i] as Filled), told }),
  )
  if (steps.length > 0) await takeSteps(act, tx, steps)
  return { moved: steps.map((step) => step.matter.row.id), refused }
}

/** Moves one matter, or throws why not. */
export const moveMatter = async (
  act: Act,
  tx: Tx,
  request: { id: string; version: number; event: string; form: FormValues },
): Promise<void> => {
  const { id, version, event, form } = request
  const { refused } = await moveMatters(act, tx, { event, items: [{ id, version }], form })
  const [refusal] = refused
  if (refusal) throw errorOf(refusal)
}

export const errorOf = ({ code, zh, state, version, faults }: Refusal): AppError => {
  if (code === 'not_found') return new AppError('not_found')
  return new AppError(code, {
    detail: zh,
    ...(faults ? { errors: faults.map((one) => ({ pointer: one.pointer, message: `${one.zh} / ${one.en}` })) } : {}),
    ...(state === undefined ? {} : { extra: { state, version, ...(faults ? { faults } : {}) } }),
  })
}

export interface Ready {
  readonly matter: LoadedMatter
  readonly permitted: Permitted
  readonly told: readonly Told[]
}

/** Which of the named matters may move, under lock. */
export const findReady = async (
  act: Act,
  tx: Tx,
  request: Pick<MoveRequest, 'event' | 'items' | 'forms' | 'kind'> & { readonly form?: FormValues },
): Promise<{ ready: Ready[]; refused: Refusal[] }> => {
  const matters = new Map(
    (
      await lockMatters(
        tx,
        request.items.map((item) => item.id),
      )
    ).map((one) => [one.row.id, one]),
  )
  const refused: Refusal[] = []
  const permitted: { matter: LoadedMatter; permitted: Permitted }[] = []
  for (const item of request.items) {
    const matter = matters.get(item.id)
    const found = matter ? findOne(matter, item.version, request.event, act) : NOT_FOUND(item.id)
    if ('code' in found) refused.push(found)
    else permitted.push({ matter: matter as LoadedMatter, permitted: found })
  }
  if (request.kind !== undefined && permitted.some(({ matter }) => matter.row.kind !== request.kind))
    throw new AppError('bad_request', { errors: [{ pointer: '/kind', message: request.kind }] })
  const needs = permitted.filter(
    ({ matter, permitted: { transition } }) => asksHistory(transition) || startsByHistory(matter, transition),
  )
  const told =
    needs.length > 0
      ? await loadTold(
          tx,
          needs.map(({ matter }) => matter.row.id),
        )
      : new Map()
  const ready: Ready[] = []
  for (const one of permitted) {
    const history = told.get(one.matter.row.id) ?? []
    const { transition } = one.permitted
    if (guardHolds(transition, history)) ready.push({ ...one, told: history })
    else refused.push(blocked(one.matter, transition))
  }
  const unlawful = await runChecks(act, tx, ready, (id) => ({ ...request.form, ...request.forms?.get(id) }))
  return {
    ready: ready.filter(({ matter }) => !unlawful.has(matter.row.id)),
    refused: [...refused, ...unlawful.values()],
  }
}

const NOT_FOUND = (id: string): Refusal => ({
  id,
  number: null,
  code: 'not_found',
  zh: '记录不存在或不在管辖范围内',
  en: 'No such record, or outside your jurisdiction',
})

const findOne = (matter: LoadedMatter, version: number | undefined, event: string, act: Act): Permitted | Refusal => {
  const { row } = matter
  if (version !== undefined && row.version !== version)
    return {
      id: row.id,
      number: row.number,
      code: 'conflict',
      zh: '已被他人更新，请查看最新状态',
      en: 'Changed by somebody else meanwhile; look at its present state',
      state: row.state,
      version: row.version,
    }
  return findTransition(matter, event, act.actor)
}

const blocked = (matter: LoadedMatter, transition: ProcessTransition): Refusal => ({
  id: matter.row.id,
  number: matter.row.number,
  code: 'move_not_allowed',
  ...(transition.guard as { text: { zh: string; en: string } }).text,
  state: matter.row.state,
  version: matter.row.version,
})

const asksHistory = (transition: ProcessTransition): boolean =>
  transition.guard !== undefined ||
  transition.checks !== undefined ||
  transition.letter !== undefined ||
  transition.form.some((field) => field.kind === 'row_of' || field.columns?.some((column) => column.kind === 'row_of'))

/** A clock that it starts ends on a day that an earlier form named. */
const startsByHistory = ({ definition }: LoadedMatter, { event }: ProcessTransition): boolean =>
  definition.clocks.some((clock) => clock.start.includes(event) && clock.dueField?.includes('.'))

/** Carries out checked steps. An opening comes here too, with its rows already there. */
export const takeSteps = async (act: Act, tx: Tx, steps: readonly Step[]): Promise<void> => {
  const before = steps.map((step) => ({ from: step.transition.from.length > 0 ? step.matter.row.state : null }))
  const after = steps.map((step) => stepped(step, act.now))
  await writeRows(tx, after)
  await handOver(act, tx, after, steps)
  const letters = await sendLetters(act, tx, after)
  const recorded = await recordSteps(
    act,
    tx,
    after.map((step, i) => ({
      step,
      from: before[i]?.from ?? null,
      version: step.matter.row.version,
      letterId: letters.get(step.matter.row.id) ?? null,
    })),
  )
  await runClocks(act, tx, after)
  await tellParties(act, tx, after)
  await runEffects(
    act,
    tx,
    after.map((step, i) => ({ step, move: effectMove(step, before[i]?.from ?? null, recorded[i] as Recorded) })),
  )
}

/** The step with its matter as it stands afterwards. */
const stepped = (step: Step, now: Date): Step => {
  const { matter, transition } = step
  const state = getState(matter.definition, transition.to)
  const { row, parties } = matter
  const shown = [...parties].filter(([role]) => !state.hiddenFrom?.includes(role)).map(([, id]) => id)
  const holderId = state.holder ? (parties.get(state.holder) ?? null) : null
  const opening = transition.from.length === 0
  return {
    ...step,
    matter: {
      ...matter,
      row: {
        ...row,
        state: transition.to,
        version: opening ? row.version : row.version + 1,
        seen_by: [...new Set([...row.seen_by, ...shown])],
        holder: state.holder ?? null,
        holder_id: holderId,
        outcome: state.outcome ?? false,
        updated_at: now,
        closed_at: state.outcome ? now : null,
      },
    },
  }
}

const writeRows = async (tx: Tx, steps: readonly Step[]): Promise<void> => {
  const rows = steps.map(({ matter: { row } }) => row)
  await sql`
    UPDATE matter m SET state = n.state, version = n.version, seen_by = ARRAY(SELECT jsonb_array_elements_text(n.seen_by)),
      holder = n.holder, holder_id = n.holder_id, outcome = n.outcome, updated_at = n.updated_at, closed_at = n.closed_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, state text, version integer, seen_by jsonb,
      holder text, holder_id text, outcome boolean, updated_at timestamptz, closed_at timestamptz)
    WHERE m.id = n.id`.execute(tx)
}

/**
 * Files of a step become readable to every party that sees it. When the matter is first shown to others, what led to it
 * is shown with it: of each event the last, so that a superseded draft stays inside.
 */
const handOver = async (act: Act, tx: Tx, steps: readonly Step[], before: readonly Step[]): Promise<void> => {
  const { actor, platform } = act
  if (!actor) return
  const own = actor.organisation.id
  const isFirst = (step: Step, i: number): boolean =>
    (before[i]?.matter.row.seen_by ?? []).every((id) => id === own) && step.matter.row.seen_by.some((id) => id !== own)
  const shown = await showHistory(tx, own, steps.filter(isFirst))
  for (const { files: given, matter, transition } of steps) {
    const others = matter.row.seen_by.filter((id) => id !== own)
    const files = [...new Set([...(shown.get(matter.row.id) ?? []), ...(transition.internal ? [] : given)])]
    if (files.length > 0 && others.length > 0)
      await shareItems(contextFor(platform, actor), tx, {
        itemIds: files,
        organisationIds: others,
        reason: matter.row.number,
      })
  }
}

/** Shows what led to matters; returns the files that went with it, by matter. */
const showHistory = async (tx: Tx, own: string, steps: readonly Step[]): Promise<Map<string, string[]>> => {
  if (steps.length === 0) return new Map()
  const internal = steps.flatMap(({ matter }) =>
    matter.definition.transitions.filter((one) => one.internal).map((one) => `${matter.row.kind} ${one.event}`),
  )
  const { rows } = await sql<{ matter_id: string; files: string[] }>`
    UPDATE matter_event e SET only_for = NULL FROM matter m
    WHERE m.id = e.matter_id AND e.matter_id = ANY (${steps.map(({ matter }) => matter.row.id)}::text[])
      AND e.type = 'move' AND e.only_for = ${own} AND m.kind || ' ' || e.event <> ALL (${internal}::text[])
      AND NOT EXISTS (SELECT 1 FROM matter_event later WHERE later.matter_id = e.matter_id AND later.event = e.event AND later.id > e.id)
    RETURNING e.matter_id, e.files`.execute(tx)
  return new Map([...Map.groupBy(rows, (row) => row.matter_id)].map(([id, of]) => [id, of.flatMap((row) => row.files)]))
}

const runEffects = async (
  act: Act,
  tx: Tx,
  moves: readonly { readonly step: Step; readonly move: EffectMove }[],
): Promise<void> => {
  for (const name of new Set(moves.flatMap(({ step }) => step.transition.effects ?? []))) {
    const effect = act.platform.effects[name]
    if (!effect) throw new Error(`No effect ${name}`)
    const concerned = moves.filter(({ step }) => step.transition.effects?.includes(name)).map(({ move }) => move)
    await effect({ platform: act.platform, actor: act.actor, tx, now: act.now, proof: act.proof ?? null }, concerned)
  }
}

const effectMove = (
  { matter: { row, parties }, transition, form }: Step,
  from: string | null,
  recorded: Recorded,
): EffectMove => ({
  ...recorded,
  seenBy: row.seen_by,
  number: row.number,
  title: row.title,
  matterId: row.id,
  kind: row.kind,
  event: transition.event,
  from,
  to: transition.to,
  subject: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
  form,
  parties,
})

/** A message between the parties, told to other modules like a move that leads nowhere. */
export const runMessageEffects = async (act: Act, tx: Tx, matter: LoadedMatter, recorded: Recorded): Promise<void> => {
  const { state } = matter.row
  const text = { zh: '消息', en: 'Message' }
  const effects = matter.definition.messageEffects ?? []
  const transition: ProcessTransition = { event: 'message', text, from: [state], to: state, by: [], form: [], effects }
  const step: Step = { matter, transition, party: null, form: {}, files: [] }
  await runEffects(act, tx, [{ step, move: effectMove(step, state, recorded) }])
}
