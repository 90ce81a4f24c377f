import type { BagStep } from '@redbridge/ledger'
import { sql } from 'kysely'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { getDefinition } from './definitions.ts'
import type { StepRecord } from './kernel/record.ts'

interface Row extends Omit<StepRecord, 'at'> {
  readonly matter_id: string
  readonly at: Date
  readonly entry_id: string
  readonly entry_kind: string
}

/**
 * Steps of a matter as their ledger entries committed to them, and the files that went with them: what every party that
 * sees the matter may see, for an evidence bag. Throws not_found for who does not see the matter.
 */
export const listBagSteps = (ctx: Ctx, id: string): Promise<{ steps: BagStep[]; files: string[] }> =>
  ctx.tx(async (tx) => {
    const matter = await tx.selectFrom('matter').selectAll().where('id', '=', id).executeTakeFirst()
    if (!matter) throw new AppError('not_found')
    const { rows } = await sql<Row>`
      SELECT e.matter_id, m.number, m.kind, m.definition_version AS definition, e.type, e.at, e.event, e.from_state AS "from",
        e.to_state AS "to", e.party, e.by_organisation AS organisation, e.text, e.form, e.files, e.salt, e.entry_id,
        'matter.' || e.type AS entry_kind
      FROM matter_event e JOIN matter m ON m.id = e.matter_id
      WHERE e.matter_id = ${id} AND e.only_for IS NULL AND e.entry_id IS NOT NULL ORDER BY e.id`.execute(tx)
    const definition = getDefinition(matter.kind, matter.definition_version)
    const wordsOf = (event: string | null) =>
      definition.transitions.find((one) => one.event === event)?.text ?? { zh: '消息', en: 'Message' }
    const steps = rows.map(({ matter_id, entry_id, entry_kind, at, ...rest }): BagStep => {
      const record: StepRecord = { ...rest, at: at.toISOString() }
      return { entry: entry_id, subject: matter_id, kind: entry_kind, ...wordsOf(rest.event), record: { ...record } }
    })
    return { steps, files: [...new Set(rows.flatMap((row) => row.files))] }
  })
