import type { NewOrganisation, Organisation } from '@redbridge/contract'

/** What the form holds: every field a text, empty where there is none. */
export interface Draft {
  nameZh: string
  nameEn: string
  division: string
  uscc: string
  url: string
  category: string
  foundBy: string
  foundOn: string
  status: string
}
const FIELDS = ['nameZh', 'nameEn', 'division', 'uscc', 'url', 'category', 'foundBy', 'foundOn', 'status'] as const

export const draftOf = (o: Organisation | null): Draft => ({
  nameZh: o?.nameZh ?? '',
  nameEn: o?.nameEn ?? '',
  division: o?.division ?? '',
  uscc: o?.uscc ?? '',
  url: o?.url ?? '',
  category: o?.category ?? '',
  foundBy: o?.foundBy ?? '',
  foundOn: o?.foundOn ?? '',
  status: o ? (o.status ?? '') : 'found',
})

type Fault = 'missingName' | 'missingDivision' | 'missingCategory' | 'urlWrong'

export function faultOf(kind: NewOrganisation['kind'], draft: Draft): Fault | null {
  if (draft.nameZh.trim().length < 2) return 'missingName'
  if (!draft.division) return 'missingDivision'
  if (kind === 'partner' && !draft.category) return 'missingCategory'
  return draft.url.trim() && !/^https?:\/\//i.test(draft.url.trim()) ? 'urlWrong' : null
}

const valueIn = (draft: Draft, field: (typeof FIELDS)[number]): string | null => {
  const text = draft[field].trim()
  return text === '' && field !== 'nameEn' ? null : text
}

/** Only what the person changed: another's change to another field stays. */
export function changesOf(before: Organisation, draft: Draft): Record<string, string | null> {
  const old = draftOf(before)
  return Object.fromEntries(FIELDS.filter((f) => old[f] !== draft[f].trim()).map((f) => [f, valueIn(draft, f)]))
}

/** What each kind of organisation has: a bureau a name and a division, a partner no way it was found and no status. */
const FIELDS_OF = { bureau: FIELDS.slice(0, 3), partner: FIELDS.slice(0, 6), platform: FIELDS }

/** A new organisation, with the fields that its kind has. */
export function newOf(kind: NewOrganisation['kind'], draft: Draft): Record<string, string | null> {
  return { kind, ...Object.fromEntries(FIELDS_OF[kind].map((f) => [f, valueIn(draft, f)])) }
}
