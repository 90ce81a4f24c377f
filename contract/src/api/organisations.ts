import { z } from 'zod'
import { ORGANISATION_KINDS } from '../permissions.ts'
import { FOUND_BY, PLATFORM_STATUSES } from '../vocabulary.ts'
import { csvOf, DivisionCode, Id, IsoDate, IsoTime, PageQuery } from './common.ts'

// GET/POST /api/organisations · GET/PATCH /api/organisations/:id
export const Organisation = z.object({
  id: Id,
  kind: z.enum(ORGANISATION_KINDS),
  nameZh: z.string(),
  nameEn: z.string(),
  division: DivisionCode,
  divisionName: z.string(),
  parentId: Id.nullable(),
  level: z.enum(['nation', 'province', 'city', 'county']).nullable(),
  uscc: z.string().nullable(),
  url: z.string().nullable(),
  /** of a platform its trade in free words, of a partner one of PARTNER_CATEGORIES */
  category: z.string().nullable(),
  foundBy: z.enum(FOUND_BY).nullable(),
  foundOn: z.string().nullable(),
  status: z.enum(PLATFORM_STATUSES).nullable(),
  users: z.number(),
  createdAt: IsoTime,
})
export type Organisation = z.infer<typeof Organisation>
const organisationFields = {
  nameZh: z.string().trim().min(2).max(100),
  nameEn: z.string().trim().max(200),
  division: DivisionCode,
  uscc: z.string().trim().length(18).nullable(),
  url: z.url().nullable(),
  category: z.string().trim().max(50).nullable(),
  foundBy: z.enum(FOUND_BY).nullable(),
  foundOn: IsoDate.nullable(),
  status: z.enum(PLATFORM_STATUSES).nullable(),
}
export const NewOrganisation = z.object({
  kind: z.enum(ORGANISATION_KINDS),
  ...organisationFields,
  nameEn: organisationFields.nameEn.default(''),
  uscc: organisationFields.uscc.default(null),
  url: organisationFields.url.default(null),
  category: organisationFields.category.default(null),
  foundBy: organisationFields.foundBy.default(null),
  foundOn: organisationFields.foundOn.default(null),
  status: organisationFields.status.default(null),
})
export type NewOrganisation = z.infer<typeof NewOrganisation>
/** Only what is named changes: no defaults here, they would empty what a caller left out. */
export const OrganisationChange = z.object(organisationFields).partial()
export const OrganisationFilter = PageQuery.extend({
  kind: z.enum(ORGANISATION_KINDS).optional(),
  division: DivisionCode.optional(),
  status: csvOf(PLATFORM_STATUSES),
  foundBy: csvOf(FOUND_BY),
  q: z.string().trim().max(100).optional(),
})

// GET /api/divisions?parent=110000 ('000000': the provinces)
export const Division = z.object({ code: DivisionCode, name: z.string() })
