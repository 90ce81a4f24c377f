import { randomBytes } from 'node:crypto'
import type { FormValues } from '@redbridge/contract'
import { recordDigest } from '@redbridge/ledger'
import { sql } from 'kysely'
import { audit, auditSystem } from '../../../platform/audit.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import { appendEntries } from '../../../platform/ledger/index.ts'
import { type NewNotice, sendNotices } from '../../notices/index.ts'
import type { Act, Step } from './types.ts'

/** What each step leaves behind besides the row: its ledger entry, its place in the history, the letters that went out. */
export interface Trace {
  readonly step: Step
  readonly from: string | null
  readonly version: number
  readonly letterId: string | null
}

/** The organisation alone for which a step is, because it is internal or nobody else sees the matter yet; else null. */
const onlyFor = (act: Act, { transition, matter }: Step): string | null => {
  if (!act.actor) return null
  const own = act.actor.organisation.id
  return transition.internal || matter.row.seen_by.every((id) => id === own) ? own : null
}

/** What a ledger entry about a matter commits to by its digest; it goes into evidence bags as it is. */
export interface StepRecord {
  readonly number: string
  readonly kind: string
  readonly definition: number
  readonly type: string
  readonly at: string
  readonly event: string | null
  readonly from: string | null
  readonly to: string | null
  readonly party: string | null
  readonly organisation: string
  readonly text: string | null
  readonly form: FormValues
  readonly files: readonly string[]
  readonly salt: string
}

const readersOf = (act: Act, step: Step): string[] => {
  const own = onlyFor(act, step)
  return own ? [own] : step.matter.row.seen_by
}

/** Enters every step in the evidence ledger: who, what, when, and the digest of what was written; nothing personal. */
const enterSteps = (act: Act, tx: Tx, traces: readonly Trace[], digests: readonly string[]): Promise<string[]> =>
  appendEntries(
    tx,
    traces.map(({ step, from, version }, i) => ({
      kind: 'matter.move',
      subject: step.matter.row.id,
      readers: readersOf(act, step),
      body: {
        number: step.matter.row.number,
        kind: step.matter.row.kind,
        definition: step.matter.row.definition_version,
        event: step.transition.event,
        from,
        to: step.transition.to,
        version,
        party: step.party,
        organisation: act.actor?.organisation.id ?? null,
        recordSha256: digests[i],
      },
    })),
    act.now,
  )

const recordOf = (act: Act, { step, from }: Pick<Trace, 'step' | 'from'>, salt: string): StepRecord => ({
  number: step.matter.row.number,
  kind: step.matter.row.kind,
  definition: step.matter.row.definition_version,
  type: 'move',
  at: act.now.toISOString(),
  event: step.transition.event,
  from,
  to: step.transition.to,
  party: step.party,
  organisation: act.actor?.organisation.nameZh ?? '系统',
  text: null,
  form: step.form,
  files: step.files,
  salt,
})

/** Random, so that nobody guesses from the digest what was written. */
export const newSalt = (): string => randomBytes(16).toString('hex')

/** Where a step stands in the ledger, and the digest of its record that the entry holds. */
export interface Recorded {
  readonly entryId: string
  readonly recordSha256: string
}

/** Writes history, ledger and audit of steps, in three statements for any number. */
export const recordSteps = async (act: Act, tx: Tx, traces: readonly Trace[]): Promise<Recorded[]> => {
  const salts = traces.map(newSalt)
  const digests = traces.map((trace, i) => recordDigest({ ...recordOf(act, trace, salts[i] as string) }))
  const entries = await enterSteps(act, tx, traces, digests)
  const rows = traces.map(({ step, from, letterId }, i) => ({
    matter_id: step.matter.row.id,
    event: step.transition.event,
    from_state: from,
    to_state: step.transition.to,
    party: step.party,
    only_for: onlyFor(act, step),
    internal: step.transition.internal ?? false,
    form: step.form,
    files: step.files,
    letter_id: letterId,
    entry_id: entries[i] as string,
    salt: salts[i] as string,
  }))
  const { actor } = act
  await sql`
    INSERT INTO matter_event (matter_id, at, type, event, from_state, to_state, party, user_id, by_user, organisation_id,
      by_organisation, only_for, internal, form, files, letter_id, entry_id, salt)
    SELECT matter_id, ${act.now}::timestamptz, 'move', event, from_state, to_state, party, ${actor?.userId ?? null},
      ${actor?.name ?? '系统自动'}, ${actor?.organisation.id ?? null}, ${actor?.organisation.nameZh ?? '系统'}, only_for, internal, form,
      ARRAY(SELECT jsonb_array_elements_text(files)), letter_id, entry_id, salt
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(matter_id text, event text, from_state text, to_state text,
      party text, only_for text, internal boolean, form jsonb, files jsonb, letter_id text, entry_id text, salt text)`.execute(
    tx,
  )
  await auditSteps(act, tx, traces)
  return entries.map((entryId, i) => ({ entryId, recordSha256: digests[i] as string }))
}

const auditSteps = async (act: Act, tx: Tx, traces: readonly Trace[]): Promise<void> => {
  const [first] = traces
  if (!first) return
  const { step } = first
  const entry = {
    action: `matter.${step.transition.event}`,
    subjectKind: 'matter',
    subjectId: step.matter.row.id,
    detail: {
      kind: step.matter.row.kind,
      from: first.from,
      to: step.transition.to,
      ...(traces.length > 1 ? { count: traces.length, matters: traces.map((one) => one.step.matter.row.id) } : {}),
    },
  }
  if (act.actor) return audit(tx, act.actor, entry)
  const owner = await tx
    .selectFrom('organisation')
    .select(['id', 'name_zh', 'division'])
    .where('id', '=', step.matter.row.owner_id)
    .executeTakeFirstOrThrow()
  await auditSystem(tx, owner, entry)
}

/**
 * Tells every other party that sees the matter; many moves of one kind are one message. Kinds that the program opens
 * are told of by the module that opens them, in its own words.
 */
export const tellParties = async (act: Act, tx: Tx, steps: readonly Step[]): Promise<void> => {
  const own = act.actor?.organisation.id
  const told = steps
    .filter((step) => !step.transition.internal && step.matter.definition.openedBy === 'people')
    .flatMap((step) => step.matter.row.seen_by.filter((id) => id !== own).map((to) => ({ to, step })))
  const groups = Map.groupBy(told, ({ to, step }) => `${to}\n${step.matter.row.kind}\n${step.transition.event}`)
  const notices = [...groups.values()].map((group): NewNotice => {
    const { to, step } = group[0] as (typeof told)[number]
    const { definition, row } = step.matter
    const one = group.length === 1
    return {
      to,
      from: own ?? row.owner_id,
      kind: 'matter',
      zh: one
        ? `${definition.title.zh} ${row.number}「${row.title}」：${step.transition.text.zh}`
        : `${definition.title.zh}：${step.transition.text.zh} ${group.length} 件`,
      en: one
        ? `${definition.title.en} ${row.number} “${row.title}”: ${step.transition.text.en}`
        : `${definition.title.en}: ${step.transition.text.en}, ${group.length} matters`,
      link: one ? `/matters/${row.id}` : `/matters?kind=${row.kind}&state=${step.transition.to}`,
    }
  })
  await sendNotices(tx, notices, act.now)
}
