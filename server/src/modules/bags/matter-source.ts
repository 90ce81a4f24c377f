import { type MatterDetail, may } from '@redbridge/contract'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { getMatter } from '../matters/index.ts'
import type { BagSource } from './export.service.ts'

/** A matter as it goes into a bag: what all its parties may see, with its timeline, clocks and attachments. */
export const sourceOfMatter = async (ctx: Ctx, id: string): Promise<BagSource> => {
  if (!may(ctx.actor.roles, 'matter.read')) throw new AppError('forbidden', { detail: 'matter.read' })
  const matter = await getMatter(ctx, id)
  // Notes of one's own organisation are not for whoever the bag is given to.
  const timeline = matter.timeline.filter(({ internal }) => !internal)
  const files = timeline.flatMap((entry) => entry.files.map((file) => file.id))
  return {
    title: `${matter.kindText.zh} ${matter.number} ${matter.title}`.slice(0, 200),
    records: [{ name: 'matter', json: recordOf(matter, timeline) }],
    itemIds: [...new Set(files)],
    subjects: [matter.id],
  }
}

const recordOf = (matter: MatterDetail, timeline: MatterDetail['timeline']) => ({
  id: matter.id,
  number: matter.number,
  kind: matter.kind,
  kindText: matter.kindText,
  title: matter.title,
  state: matter.state,
  stateText: matter.stateText,
  parties: matter.parties,
  openedAt: matter.openedAt,
  closedAt: matter.closedAt,
  clocks: matter.clocks,
  facts: matter.facts,
  timeline,
})
