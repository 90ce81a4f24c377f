import type { AssistanceSettings, AssistanceSettingsView, Catalogue } from '@redbridge/contract'
import { consentsItself, needsConfirmation, sourceWords, standardFields } from '@redbridge/law'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { loadLaw } from '../law/index.ts'
import { levelOf } from '../organisations/index.ts'
import { fieldView } from './requests.service.ts'
import { type SettingLayer, settingLayers } from './settings.store.ts'

const layersIn = async (ctx: Ctx, tx: Tx): Promise<readonly SettingLayer[]> => {
  const asker = ctx.actor.organisation
  return asker.kind === 'bureau' ? (await settingLayers(tx, [asker]))(asker) : []
}

/** The catalogue as it stands for the caller's bureau; a platform gets it as shipped. */
export const getCatalogue = (ctx: Ctx): Promise<Catalogue> =>
  ctx.tx(async (tx) => {
    const day = dayOf(ctx.platform.clock.now())
    const layers = await layersIn(ctx, tx)
    const rule = (await loadLaw(tx)).rule('assistance_answer', day)
    const set = layers.findLast((one) => one.answerDays !== null)
    const said = set && { zh: `${set.bureauName}：${set.source}`, en: `${set.bureauName}: ${set.source}` }
    return {
      fields: standardFields(day, layers).map(fieldView),
      answerDays: set?.answerDays ?? rule.amount ?? 0,
      source: said ?? sourceWords(rule.source),
      confirmed: set !== undefined || !needsConfirmation(rule),
    }
  })

const plain = ({ answerDays, standard, source }: SettingLayer): AssistanceSettings => ({
  answerDays,
  standard: { ...standard },
  source,
})

const viewIn = async (ctx: Ctx, tx: Tx): Promise<AssistanceSettingsView> => {
  const own = ctx.actor.organisation.id
  const layers = await layersIn(ctx, tx)
  const mine = layers.find((one) => one.bureauId === own)
  return {
    own: mine ? plain(mine) : null,
    inherited: layers
      .filter((one) => one.bureauId !== own)
      .toReversed()
      .map((one) => ({ ...plain(one), bureauId: one.bureauId, bureauName: one.bureauName })),
    mayWiden: consentsItself(levelOf(ctx.actor.organisation.division)),
  }
}

export const getSettings = (ctx: Ctx): Promise<AssistanceSettingsView> => ctx.tx((tx) => viewIn(ctx, tx))

/** What cannot be set: unknown fields, a setting that does not say where it comes from, and what spares one the consent of one's province. */
const checkSettings = (ctx: Ctx, input: AssistanceSettings, day: string): void => {
  const shipped = new Map(standardFields(day).map((field) => [field.id, field.standard]))
  const unknown = Object.keys(input.standard).filter((id) => !shipped.has(id))
  if (unknown.length > 0)
    throw new AppError('bad_request', {
      errors: unknown.map((id) => ({ pointer: `/standard/${id}`, message: '目录中没有该项 / no such field' })),
    })
  const sets = input.answerDays !== null || Object.keys(input.standard).length > 0
  if (sets && input.source === '')
    throw new AppError('bad_request', {
      errors: [{ pointer: '/source', message: '请写明依据的文件 / say where it comes from' }],
    })
  const widens = Object.entries(input.standard).filter(([, standard]) => standard)
  if (widens.length > 0 && !consentsItself(levelOf(ctx.actor.organisation.division)))
    throw new AppError('standard_level', {
      errors: widens.map(([id]) => ({
        pointer: `/standard/${id}`,
        message: '须由省级以上设定 / a province or the nation',
      })),
    })
}

export const putSettings = (ctx: Ctx, input: AssistanceSettings): Promise<AssistanceSettingsView> =>
  ctx.tx(async (tx) => {
    const now = ctx.platform.clock.now()
    checkSettings(ctx, input, dayOf(now))
    const values = {
      answer_days: input.answerDays,
      standard: JSON.stringify(input.standard),
      source: input.source,
      updated_at: now,
      updated_by: ctx.actor.name,
    }
    await tx
      .insertInto('assistance_setting')
      .values({ bureau_id: ctx.actor.organisation.id, ...values })
      .onConflict((conflict) => conflict.column('bureau_id').doUpdateSet(values))
      .execute()
    await audit(tx, ctx.actor, {
      action: 'assistance.settings',
      subjectKind: 'organisation',
      subjectId: ctx.actor.organisation.id,
      detail: { ...input },
    })
    return viewIn(ctx, tx)
  })
