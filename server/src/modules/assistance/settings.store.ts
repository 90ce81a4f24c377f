import type { StandardOverride } from '@redbridge/law'
import type { Tx } from '../../platform/db/pool.ts'
import { bureausOf, divisionsAbove, levelOf } from '../organisations/index.ts'

export interface Asker {
  readonly id: string
  readonly division: string
}
/** What one bureau of a line set. */
export interface SettingLayer extends StandardOverride {
  readonly bureauId: string
  readonly bureauName: string
  readonly answerDays: number | null
  readonly source: string
}

/**
 * Settings that hold for bureaus: of each its superiors' and its own, the highest first. Three queries, however many
 * bureaus. Where a division has several bureaus, the oldest stands for it.
 */
export const settingLayers = async (
  tx: Tx,
  askers: readonly Asker[],
): Promise<(asker: Asker) => readonly SettingLayer[]> => {
  const standing = await bureausOf(tx, [...new Set(askers.flatMap((asker) => divisionsAbove(asker.division)))])
  const lineOf = (asker: Asker): string[] => [
    ...divisionsAbove(asker.division)
      .toReversed()
      .flatMap((division) => standing.get(division) ?? []),
    asker.id,
  ]
  const ids = [...new Set(askers.flatMap(lineOf))]
  const rows = await tx
    .selectFrom('assistance_setting as s')
    .innerJoin('organisation as o', 'o.id', 's.bureau_id')
    .select(['s.bureau_id', 's.answer_days', 's.standard', 's.source', 'o.division', 'o.name_zh'])
    .where('s.bureau_id', 'in', ids.length > 0 ? ids : [''])
    .execute()
  const byId = new Map(
    rows.map((row): [string, SettingLayer] => [
      row.bureau_id,
      {
        bureauId: row.bureau_id,
        bureauName: row.name_zh,
        level: levelOf(row.division),
        standard: row.standard,
        answerDays: row.answer_days,
        source: row.source,
      },
    ]),
  )
  return (asker) => lineOf(asker).flatMap((id) => byId.get(id) ?? [])
}
