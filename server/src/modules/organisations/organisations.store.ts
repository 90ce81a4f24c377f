import type { OrganisationFilter } from '@redbridge/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, divisionRange, isSandbox } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { divisionsAbove } from './hierarchy.ts'

const selectOrganisations = (tx: Tx) =>
  tx
    .selectFrom('organisation as o')
    .selectAll('o')
    .select((eb) =>
      eb
        .selectFrom('user_account as u')
        .select((c) => c.fn.count<number>('u.id').as('n'))
        .whereRef('u.organisation_id', '=', 'o.id')
        .as('users'),
    )
export type OrganisationRow = Awaited<ReturnType<ReturnType<typeof selectOrganisations>['executeTakeFirstOrThrow']>>

/**
 * The register that a reader keeps: bureaus and partners, and the platforms of the own jurisdiction. Row-level security
 * shows more: every platform that has joined the bridge, because any bureau may ask it; those elsewhere are another
 * bureau's to keep. Sandboxes are listed for sandboxes.
 */
const inRegisterOf = ({ id, division }: Actor['organisation']) => {
  const { lo, hi } = divisionRange(division)
  return sql<boolean>`(o.id = ${id} OR ((o.kind <> 'platform' OR (o.division >= ${lo} AND o.division < ${hi}))
    AND o.sandbox = ${isSandbox(division)}))`
}

export const findOrganisation = (tx: Tx, id: string, reader: Actor) =>
  selectOrganisations(tx).where('o.id', '=', id).where(inRegisterOf(reader.organisation)).executeTakeFirst()

export const listOrganisations = async (
  tx: Tx,
  filter: z.infer<typeof OrganisationFilter>,
  reader: Actor,
): Promise<{ rows: OrganisationRow[]; total: number }> => {
  let query = selectOrganisations(tx).where(inRegisterOf(reader.organisation))
  if (filter.kind) query = query.where('o.kind', '=', filter.kind)
  if (filter.status?.length) query = query.where('o.status', 'in', filter.status)
  if (filter.foundBy?.length) query = query.where('o.found_by', 'in', filter.foundBy)
  if (filter.division) {
    const { lo, hi } = divisionRange(filter.division)
    query = query.where('o.division', '>=', lo).where('o.division', '<', hi)
  }
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) =>
      eb.or([eb('o.name_zh', 'ilike', like), eb('o.name_en', 'ilike', like), eb('o.uscc', '=', filter.q ?? '')]),
    )
  }
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .orderBy('o.division')
    .orderBy('o.kind')
    .orderBy('o.name_zh')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  return { rows, total }
}

/** division → the bureau that stands for it (the oldest where there are several). */
export const bureausOf = async (tx: Tx, divisions: readonly string[]): Promise<Map<string, string>> => {
  if (divisions.length === 0) return new Map()
  const rows = await tx
    .selectFrom('organisation')
    .select(['id', 'division'])
    .where('kind', '=', 'bureau')
    .where('division', 'in', [...divisions])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.division, row.id]))
}

/** Divisions whose bureau may be the superior of `row`: a platform's or partner's may be in its own division. */
export const superiorDivisions = (row: Pick<OrganisationRow, 'kind' | 'division'>): string[] =>
  row.kind === 'bureau' ? divisionsAbove(row.division) : [row.division, ...divisionsAbove(row.division)]

export const hasReports = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('report_batch').select('id').where('platform_id', '=', id).limit(1).executeTakeFirst()) !==
    undefined ||
  (await tx.selectFrom('report_duty').select('id').where('platform_id', '=', id).limit(1).executeTakeFirst()) !==
    undefined ||
  (await tx.selectFrom('register').select('id').where('bureau_id', '=', id).limit(1).executeTakeFirst()) !==
    undefined ||
  (await tx.selectFrom('report_period').select('id').where('bureau_id', '=', id).limit(1).executeTakeFirst()) !==
    undefined
