import type { MemorandumPolicy, RequestFault } from '@redbridge/contract'
import { STANDARD_FIELDS } from '@redbridge/law'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Check, CheckedMatter, Effect, EffectMove } from '../../platform/effects.ts'
import { AppError } from '../../platform/errors.ts'

// A memorandum 政企合作备忘录 becomes a policy that the gateway enforces when the platform accepts it: each version is
// kept, and only its end is ever changed.

type Terms = Partial<MemorandumPolicy>

/** The terms as they are enforced; what else the form says (its text, the signed paper) stays with the matter. */
const policyOf = (terms: Terms): MemorandumPolicy => ({
  purposes: terms.purposes ?? [],
  fields: terms.fields ?? [],
  maxTargets: terms.maxTargets ?? null,
  maxPeriodDays: terms.maxPeriodDays ?? null,
  retentionDays: terms.retentionDays ?? null,
  fromOn: terms.fromOn ?? '',
  toOn: terms.toOn ?? '',
})

/** The newest terms that were offered for each matter. */
const offeredTerms = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Terms>> => {
  const { rows } = await sql<{ matter_id: string; form: Terms }>`
    SELECT DISTINCT ON (matter_id) matter_id, form FROM matter_event
    WHERE matter_id = ANY (${[...ids]}::text[]) AND type = 'move' AND event IN ('compose', 'propose_change')
    ORDER BY matter_id, id DESC`.execute(tx)
  return new Map(rows.map((row) => [row.matter_id, row.form]))
}

const endVersions = (tx: Tx, matterId: string, now: Date) =>
  tx
    .updateTable('memorandum')
    .set({ ended_at: now })
    .where('matter_id', '=', matterId)
    .where('ended_at', 'is', null)
    .execute()

/** What ran out on its last day binds nobody, even where the nightly work has not come to it yet. */
const endExpired = (tx: Tx, move: EffectMove, at: { now: Date; today: string }) =>
  tx
    .updateTable('memorandum')
    .set({ ended_at: at.now })
    .where('bureau_id', '=', move.parties.get('bureau') ?? '')
    .where('platform_id', '=', move.parties.get('platform') ?? '')
    .where('to_on', '<', at.today)
    .where('ended_at', 'is', null)
    .execute()

const writeVersion = async (tx: Tx, move: EffectMove, terms: Terms, now: Date): Promise<void> => {
  const policy = policyOf(terms)
  const { rows } = await sql<{ version: number }>`
    INSERT INTO memorandum (matter_id, version, number, title, bureau_id, division, platform_id, policy, from_on, to_on, accepted_at)
    SELECT m.id, coalesce((SELECT max(version) FROM memorandum WHERE matter_id = m.id), 0) + 1, m.number, m.title,
      ${move.parties.get('bureau')}, m.division, ${move.parties.get('platform')}, ${JSON.stringify(policy)}::jsonb,
      ${policy.fromOn}::date, ${policy.toOn}::date, ${now}
    FROM matter m WHERE m.id = ${move.matterId}
    ON CONFLICT (bureau_id, platform_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING version`.execute(tx)
  // Another one of the two was accepted between the offer and now.
  if (rows.length === 0) throw new AppError('memorandum_exists')
}

/** The effect `memorandum.apply`: what both accepted is enforced from now on, and what was ended no longer. */
export const applyMemorandum: Effect = async ({ tx, now }, moves) => {
  const today = dayOf(now)
  const accepted = moves.filter(({ event }) => event === 'accept' || event === 'accept_change')
  const terms = await offeredTerms(
    tx,
    accepted.map((move) => move.matterId),
  )
  for (const move of moves) {
    await endVersions(tx, move.matterId, now)
    if (!accepted.includes(move)) continue
    await endExpired(tx, move, { now, today })
    await writeVersion(tx, move, terms.get(move.matterId) ?? {}, now)
  }
}

const fault = (field: string, zh: string, en: string): RequestFault => ({
  rule: `memorandum.${field}`,
  pointer: `/form/${field}`,
  zh,
  en,
  basis: null,
  blocking: true,
})

const KNOWN = new Set(STANDARD_FIELDS.map((field) => field.id))
/** Longer than any memorandum lasts; a number beyond it is a slip of the keyboard. */
const MOST = 36_500
const NUMBERS = ['maxTargets', 'maxPeriodDays', 'retentionDays'] as const

const faultsOfTerms = (terms: Terms): RequestFault[] => {
  const { purposes = [], fields = [], fromOn, toOn } = terms
  const unknown = fields.filter((id) => !KNOWN.has(id))
  return [
    ...(purposes.length === 0 ? [fault('purposes', '请选择可以协查的目的', 'State for what it may be asked')] : []),
    ...(fields.length === 0 ? [fault('fields', '请选择可以提供的内容', 'State what may be shared')] : []),
    ...(unknown.length > 0
      ? [fault('fields', `没有这些内容：${unknown.join('、')}`, `No such fields: ${unknown.join(', ')}`)]
      : []),
    ...NUMBERS.filter((name) => terms[name] !== undefined && terms[name] !== null)
      .filter((name) => !Number.isInteger(terms[name]) || Number(terms[name]) < 1 || Number(terms[name]) > MOST)
      .map((name) => fault(name, `须为 1 至 ${MOST} 的整数`, `An integer from 1 to ${MOST}`)),
    ...(!fromOn || !toOn ? [fault('fromOn', '请填写生效和终止日期', 'State its first and last day')] : []),
    ...(fromOn && toOn && fromOn > toOn ? [fault('toOn', '终止日期早于生效日期', 'It ends before it begins')] : []),
  ]
}

/** What a check is to judge: the form of the move itself, or the terms that were composed before. */
const termsOf = ({ event, form, told }: CheckedMatter): Terms =>
  (event === 'propose_change' ? form : (told.findLast((one) => one.event === 'compose')?.form ?? {})) as Terms

/** Pairs that another memorandum binds already, by the matter that would be the second. */
const boundAlready = async (tx: Tx, matters: readonly CheckedMatter[], today: string): Promise<Set<string>> => {
  const { rows } = await sql<{ matter_id: string }>`
    SELECT wanted.matter_id FROM unnest(${matters.map((one) => one.matterId)}::text[],
      ${matters.map((one) => one.parties.get('bureau') ?? '')}::text[],
      ${matters.map((one) => one.parties.get('platform') ?? '')}::text[]) AS wanted(matter_id, bureau_id, platform_id)
    JOIN memorandum m USING (bureau_id, platform_id)
    WHERE m.matter_id <> wanted.matter_id AND m.ended_at IS NULL AND m.to_on >= ${today}::date`.execute(tx)
  return new Set(rows.map((row) => row.matter_id))
}

/** The check `memorandum.complete`: whether the terms can be enforced, and no other memorandum binds the two. */
export const checkMemorandum: Check = async ({ tx, now }, matters) => {
  const bound = await boundAlready(tx, matters, dayOf(now))
  return new Map(
    matters.map((matter) => [
      matter.matterId,
      [
        ...faultsOfTerms(termsOf(matter)),
        ...(bound.has(matter.matterId)
          ? [fault('platformId', '双方之间已有一份有效的备忘录', 'The two have a memorandum in force already')]
          : []),
      ],
    ]),
  )
}
