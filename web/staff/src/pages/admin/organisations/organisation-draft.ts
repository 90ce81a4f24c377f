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

export function faultOf(draft: Draft): 'missingName' | 'missingDivision' | 'urlWrong' | null {
  if (draft.nameZh.trim().length < 2) return 'missingName'
  if (!draft.division) return 'missingDivision'
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

/** A new organisation; a bureau has a name and a division only. */
export function newOf(kind: NewOrganisation['kind'], draft: Draft): Record<string, string | null> {
  const fields = kind === 'bureau' ? FIELDS.slice(0, 3) : FIELDS
  return { kind, ...Object.fromEntries(fields.map((f) => [f, valueIn(draft, f)])) }
}
