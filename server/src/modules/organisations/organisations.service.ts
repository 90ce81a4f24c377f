import {
  type FOUND_BY,
  type NewOrganisation,
  type Organisation,
  type OrganisationChange,
  type OrganisationFilter,
  type OrganisationKind,
  PARTNER_CATEGORIES,
  type PLATFORM_STATUSES,
} from '@redbridge/contract'
import { checkUscc, normaliseCode } from '@redbridge/engine/identity'
import { sql } from 'kysely'
import type { z } from 'zod'
import { covers } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { forgetIdentities } from '../accounts/index.ts'
import { openDutiesFor } from '../periods/index.ts'
import { divisionTitle, isKnownDivision, levelOf } from './hierarchy.ts'
import {
  bureausOf,
  findOrganisation,
  hasReports,
  listOrganisations,
  type OrganisationRow,
  superiorDivisions,
} from './organisations.store.ts'

const viewAll = async (tx: Tx, rows: OrganisationRow[]): Promise<Organisation[]> => {
  const bureaus = await bureausOf(tx, [...new Set(rows.flatMap(superiorDivisions))])
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    division: row.division,
    divisionName: divisionTitle(row.division),
    parentId: superiorDivisions(row).flatMap((division) => bureaus.get(division) ?? [])[0] ?? null,
    level: row.kind === 'bureau' ? levelOf(row.division) : null,
    uscc: row.uscc,
    url: row.url,
    category: row.category,
    foundBy: row.found_by as (typeof FOUND_BY)[number] | null,
    foundOn: row.found_on,
    status: row.status as (typeof PLATFORM_STATUSES)[number] | null,
    users: Number(row.users),
    createdAt: row.created_at.toISOString(),
  }))
}

export const listOrganisationsFor = (ctx: Ctx, filter: z.infer<typeof OrganisationFilter>) =>
  ctx.tx(async (tx) => {
    const { rows, total } = await listOrganisations(tx, filter, ctx.actor)
    return { items: await viewAll(tx, rows), total, page: filter.page, size: filter.size }
  })

const getRow = async (ctx: Ctx, tx: Tx, id: string): Promise<OrganisationRow> => {
  const row = await findOrganisation(tx, id, ctx.actor)
  if (!row) throw new AppError('not_found')
  return row
}
const view = async (ctx: Ctx, tx: Tx, id: string): Promise<Organisation> =>
  (await viewAll(tx, [await getRow(ctx, tx, id)]))[0] as Organisation

export const getOrganisation = (ctx: Ctx, id: string): Promise<Organisation> => ctx.tx((tx) => view(ctx, tx, id))

const fault = (field: string, message = '') => ({ errors: [{ pointer: `/${field}`, message }] })

const checkFields = (ctx: Ctx, fields: { division?: string | undefined; uscc?: string | null | undefined }): void => {
  if (fields.division !== undefined) {
    if (!isKnownDivision(fields.division)) throw new AppError('division_unknown', fault('division'))
    if (!covers(ctx.actor.organisation, fields.division)) throw new AppError('outside_jurisdiction', fault('division'))
  }
  if (fields.uscc && checkUscc(fields.uscc).kind !== 'uscc') throw new AppError('uscc_invalid', fault('uscc'))
}

/** A partner always says what it is: who is asked for what depends on it. */
const checkPartnerCategory = (category: string | null): void => {
  if (!PARTNER_CATEGORIES.some((known) => known === category)) throw new AppError('bad_request', fault('category'))
}

/** Two bureaus or partners of one name in one division, or two organisations with one code, were entered twice. */
const refuseDouble = async <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: { code?: string }) => {
    throw error.code === '23505' ? new AppError('organisation_exists', { cause: error }) : error
  })

/** What of the input a kind of organisation has: a bureau only a name and a place. */
const newRow = (input: NewOrganisation, today: string) => {
  const { kind, nameZh: name_zh, nameEn: name_en, division, url, category } = input
  const bureau = { kind, name_zh, name_en, division, uscc: null, url: null, category: null }
  const unfound = { found_by: null, found_on: null, status: null }
  if (kind === 'bureau') return { ...bureau, ...unfound }
  const known = { ...bureau, uscc: input.uscc && normaliseCode(input.uscc), url, category }
  if (kind === 'partner') return { ...known, ...unfound }
  return {
    ...known,
    found_by: input.foundBy ?? 'desk_research',
    found_on: input.foundOn ?? today,
    status: input.status ?? 'found',
  }
}

export const createOrganisation = (ctx: Ctx, input: NewOrganisation): Promise<Organisation> => {
  checkFields(ctx, input)
  if (input.kind === 'partner') checkPartnerCategory(input.category)
  return ctx.tx(async (tx) => {
    const now = ctx.platform.clock.now()
    const id = newId('org', now.getTime())
    const row = newRow(input, dayOf(now))
    await refuseDouble(
      tx
        .insertInto('organisation')
        .values({ id, ...row, created_at: now, updated_at: now })
        .execute(),
    )
    await audit(tx, ctx.actor, {
      action: 'organisation.create',
      subjectKind: 'organisation',
      subjectId: id,
      detail: { kind: input.kind, nameZh: input.nameZh, division: input.division },
    })
    if (input.kind === 'platform' && row.status === 'reporting') await openDutiesFor(tx, id, dayOf(now))
    return view(ctx, tx, id)
  })
}

const COLUMNS = {
  nameZh: 'name_zh',
  nameEn: 'name_en',
  division: 'division',
  uscc: 'uscc',
  url: 'url',
  category: 'category',
  foundBy: 'found_by',
  foundOn: 'found_on',
  status: 'status',
} as const
/** Fields that organisations of a kind do not have. */
const FOREIGN: Record<OrganisationKind, readonly (keyof typeof COLUMNS)[]> = {
  bureau: ['uscc', 'url', 'category', 'foundBy', 'foundOn', 'status'],
  platform: [],
  partner: ['foundBy', 'foundOn', 'status'],
}

type Change = z.infer<typeof OrganisationChange>

/** Visible is not in charge: bureaus and partners elsewhere are public bodies, changed by their own superior alone. */
const checkChange = async (ctx: Ctx, tx: Tx, before: OrganisationRow, change: Change): Promise<void> => {
  if (!covers(ctx.actor.organisation, before.division)) throw new AppError('not_found')
  const wrong = FOREIGN[before.kind].find((field) => change[field] !== undefined && change[field] !== null)
  if (wrong) throw new AppError('bad_request', fault(wrong))
  if (before.kind === 'platform' && change.status === null) throw new AppError('bad_request', fault('status'))
  if (before.kind === 'partner' && change.category !== undefined) checkPartnerCategory(change.category)
  const moves = change.division !== undefined && change.division !== before.division
  // Its reports carry the division they were handed in under.
  if (moves && (await hasReports(tx, before.id))) throw new AppError('organisation_in_use', fault('division'))
}

export const changeOrganisation = async (ctx: Ctx, id: string, change: Change): Promise<Organisation> => {
  checkFields(ctx, change)
  const changed = await ctx.tx(async (tx) => {
    const before = await getRow(ctx, tx, id)
    await checkChange(ctx, tx, before, change)
    const set: Record<string, string | null> = {}
    for (const [field, column] of Object.entries(COLUMNS)) {
      const given = change[field as keyof Change]
      const value = field === 'uscc' && given ? normaliseCode(given) : given
      if (value !== undefined && value !== before[column]) set[column] = value
    }
    if (Object.keys(set).length === 0) return view(ctx, tx, id)
    const now = ctx.platform.clock.now()
    await refuseDouble(
      tx
        .updateTable('organisation')
        .set({ ...set, updated_at: now })
        .where('id', '=', id)
        .execute(),
    )
    if (set.division) await moveAccounts(tx, id, set.division)
    const was = Object.fromEntries(Object.keys(set).map((column) => [column, before[column as keyof OrganisationRow]]))
    await audit(tx, ctx.actor, {
      action: 'organisation.change',
      subjectKind: 'organisation',
      subjectId: id,
      detail: { before: was, after: set },
    })
    if (set.status === 'reporting') await openDutiesFor(tx, id, dayOf(now))
    return view(ctx, tx, id)
  })
  forgetIdentities(ctx.platform)
  return changed
}

/** Accounts carry their organisation's division for row-level security. */
const moveAccounts = async (tx: Tx, id: string, division: string): Promise<void> => {
  await sql`UPDATE user_account SET division = ${division} WHERE organisation_id = ${id}`.execute(tx)
  await sql`UPDATE api_client SET division = ${division} WHERE organisation_id = ${id}`.execute(tx)
}
