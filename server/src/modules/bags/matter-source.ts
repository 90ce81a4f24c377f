import { type MatterDetail, may } from '@redbridge/contract'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { listBagMessages } from '../exchange/index.ts'
import { getMatter, listBagSteps } from '../matters/index.ts'
import type { BagSource } from './export.service.ts'

/** A matter as it goes into a bag: what all its parties may see, with its steps, clocks and attachments. */
export const sourceOfMatter = async (ctx: Ctx, id: string): Promise<BagSource> => {
  if (!may(ctx.actor.roles, 'matter.read')) throw new AppError('forbidden', { detail: 'matter.read' })
  const matter = await getMatter(ctx, id)
  const { steps, files } = await listBagSteps(ctx, id)
  return {
    title: `${matter.kindText.zh} ${matter.number} ${matter.title}`.slice(0, 200),
    records: [{ name: 'matter', json: recordOf(matter) }],
    itemIds: files,
    subjects: [matter.id],
    steps,
    exchange: await listBagMessages(ctx, id),
  }
}

const recordOf = (matter: MatterDetail) => ({
  id: matter.id,
  number: matter.number,
  kind: matter.kind,
  kindText: matter.kindText,
  definition: matter.definition.version,
  title: matter.title,
  state: matter.state,
  stateText: matter.stateText,
  parties: matter.parties,
  openedAt: matter.openedAt,
  closedAt: matter.closedAt,
  clocks: matter.clocks,
})
