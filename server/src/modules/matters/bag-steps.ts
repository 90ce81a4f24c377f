import type { BagStep } from '@redbridge/ledger'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { getDefinition } from './definitions.ts'
import { listRecords } from './records.store.ts'

/**
 * Steps of a matter as their ledger entries committed to them, and the files that went with them: what every party that
 * sees the matter may see, for an evidence bag. Throws not_found for who does not see the matter.
 */
export const listBagSteps = (ctx: Ctx, id: string): Promise<{ steps: BagStep[]; files: string[] }> =>
  ctx.tx(async (tx) => {
    const matter = await tx.selectFrom('matter').selectAll().where('id', '=', id).executeTakeFirst()
    if (!matter) throw new AppError('not_found')
    const records = await listRecords(tx, [id])
    const definition = getDefinition(matter.kind, matter.definition_version)
    const wordsOf = (event: string | null) =>
      definition.transitions.find((one) => one.event === event)?.text ?? { zh: '消息', en: 'Message' }
    const steps = records.map(
      ({ matterId, entryId, record }): BagStep => ({
        entry: entryId,
        subject: matterId,
        kind: `matter.${record.type}`,
        ...wordsOf(record.event),
        record: { ...record },
      }),
    )
    return { steps, files: [...new Set(records.flatMap(({ record }) => record.files))] }
  })
