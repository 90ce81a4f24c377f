import { createHash } from 'node:crypto'
import { citeZh, findArticle } from '@redbridge/law'
import type { Tx } from '../../platform/db/pool.ts'
import { BUILT_IN_TEMPLATES, builtInText, findKind, type LetterKind } from './built-in.ts'
import type { TemplateNames } from './template-parse.ts'

/** One version of a text, the built-in one or a bureau's. */
export interface TemplateVersion {
  readonly version: number
  readonly titleZh: string
  readonly titleEn: string
  readonly body: string
  readonly effectiveFrom: string | null
  readonly restoredFrom: number | null
  readonly changedBy: string | null
  readonly changedAt: string | null
}

export const builtInVersion = (kind: LetterKind): TemplateVersion => ({
  version: 0,
  titleZh: kind.titleZh,
  titleEn: kind.titleEn,
  body: builtInText(kind.key),
  effectiveFrom: null,
  restoredFrom: null,
  changedBy: null,
  changedAt: null,
})

/** Versions of the caller's own bureau, newest first, by key; the built-in text is the last of each. */
export const listVersions = async (tx: Tx, bureauId: string, key?: string): Promise<Map<string, TemplateVersion[]>> => {
  let query = tx.selectFrom('letter_template').selectAll().where('bureau_id', '=', bureauId)
  if (key !== undefined) query = query.where('key', '=', key)
  const rows = await query.orderBy('version', 'desc').execute()
  const own = Map.groupBy(rows, (row) => row.key)
  const kinds = BUILT_IN_TEMPLATES.filter((kind) => key === undefined || kind.key === key)
  return new Map(
    kinds.map((kind) => [
      kind.key,
      [
        ...(own.get(kind.key) ?? []).map((row) => ({
          version: row.version,
          titleZh: row.title_zh,
          titleEn: row.title_en,
          body: row.body,
          effectiveFrom: row.effective_from,
          restoredFrom: row.restored_from,
          changedBy: row.changed_by,
          changedAt: row.changed_at.toISOString(),
        })),
        builtInVersion(kind),
      ],
    ]),
  )
}

/** The text in effect on `day`: the latest version that has begun to apply. */
export const inEffect = (versions: readonly TemplateVersion[], day: string): TemplateVersion =>
  versions.find((one) => one.effectiveFrom === null || one.effectiveFrom <= day) as TemplateVersion

export const findInEffect = async (
  tx: Tx,
  issuer: { id: string; kind: string },
  { key, day }: { key: string; day: string },
): Promise<{ kind: LetterKind; version: TemplateVersion } | undefined> => {
  const kind = findKind(key)
  if (!kind) return undefined
  const versions = (await listVersions(tx, issuer.id, key)).get(key) as TemplateVersion[]
  return { kind, version: inEffect(versions, day) }
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What the text of a kind may name: its fields in English or Chinese, and provisions that the law data holds on `day`. */
export const namesOf = (kind: LetterKind, day: string): TemplateNames => {
  const fields = new Map(kind.fields.flatMap((one) => [[one.name, one] as const, [one.zh, one] as const]))
  return { find: (name) => fields.get(name), cites: (citation) => findArticle(citation, day) !== undefined }
}

/** A provision as a letter cites it; the code itself where the law data of that day has no such provision. */
export const citeOn =
  (day: string) =>
  (citation: string): string =>
    findArticle(citation, day) ? citeZh(citation, day) : citation
