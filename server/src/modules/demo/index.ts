import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createMarket, MARKET_SIZES, type Market, type MarketSize } from '@redbridge/engine/market'
import { UsageError } from '../../config.ts'
import type { Actor } from '../../platform/actor.ts'
import { newId } from '../../platform/ids.ts'
import { contextFor, type Platform } from '../../platform/platform.ts'
import { batchesService } from '../batches/index.ts'
import { registersService } from '../registers/index.ts'
import { storeReport } from './files.ts'
import { seedLogins } from './logins.ts'
import { playMatters } from './matters.ts'
import { onDay, playPeriod } from './play.ts'
import { printFindings, printMatters } from './report.ts'
import { actorOf, type Seeded, seedOrganisations, seedPeriods } from './seed.ts'

export { actorOf } from './seed.ts'

/** Makes the demonstration market and runs the main job on it, through the same services that people use. Resumes where it was stopped. */
export const runDemo = async (platform: Platform, size: string, print: (line: string) => void): Promise<void> => {
  if (!(size in MARKET_SIZES)) throw new UsageError(`--demo is one of ${Object.keys(MARKET_SIZES).join(', ')}`)
  const market = createMarket({ seed: 'redbridge', operators: size as MarketSize })
  const seeded = await seedOrganisations(platform, market)
  await seedPeriods(platform, market, seeded)
  const logins = await seedLogins(platform, seeded)
  for (const period of market.periods) {
    print(`演示市场 ${period.zh}：导入登记库，报送，比对 / demonstration market ${period.key} …`)
    await importRegisters(platform, market, seeded, period.key)
    await uploadReports(onDay(platform, period.due), market, seeded, period.key)
    await settled(platform)
    await playPeriod(platform, market, seeded, period.key)
  }
  print('演示事项：约谈、移送、抄告、线索 / demonstration matters …')
  await playMatters(platform, market, seeded)
  await printFindings(platform, market, print)
  await printMatters(platform, print)
  print('\n演示登录 / demonstration logins')
  for (const { login, password, nameZh, nameEn } of logins)
    print(`  ${login.padEnd(14)} ${password}   ${nameZh} / ${nameEn}`)
}

/** One kind of file after the other for all bureaus at once: a register takes one import at a time. */
const importRegisters = async (platform: Platform, market: Market, seeded: Seeded, period: string): Promise<void> => {
  for (const kind of ['register', 'abnormal', 'serious'] as const) {
    for (const file of market.registers.filter((one) => one.kind === kind && one.period === period)) {
      const bureau = seeded.bureaus.get(file.bureau) as Actor['organisation']
      const { id } = await platform.workerDb
        .selectFrom('register')
        .select('id')
        .where('bureau_id', '=', bureau.id)
        .executeTakeFirstOrThrow()
      const name = `${file.title}-${file.asOf}.csv`
      if (
        await platform.workerDb
          .selectFrom('register_import')
          .select('id')
          .where('register_id', '=', id)
          .where('file_name', '=', name)
          .executeTakeFirst()
      )
        continue
      const key = `registers/${id}/${newId('upl')}`
      const { size, sha256 } = await platform.files.put(key, Readable.from(file.csv(), { objectMode: false }))
      const ctx = contextFor(platform, actorOf(bureau, '系统管理员', 'bureau_admin'))
      await registersService.addImport(
        ctx,
        id,
        { name, key, bytes: size, sha256 },
        { kind: file.kind, mode: 'replace', asOf: file.asOf },
      )
    }
    await settled(platform)
  }
}

const uploadReports = async (platform: Platform, market: Market, seeded: Seeded, period: string): Promise<void> => {
  for (const [key, organisation] of seeded.platforms) {
    const known = await platform.workerDb
      .selectFrom('report_batch as b')
      .innerJoin('report_period as p', 'p.id', 'b.period_id')
      .select('b.id')
      .where('b.platform_id', '=', organisation.id)
      .where('p.key', '=', period)
      .executeTakeFirst()
    if (known || isLate(market, key, period)) continue
    const ctx = contextFor(platform, actorOf(organisation, '平台合规专员', 'platform_staff'))
    const upload = await storeReport(
      platform.files,
      market.report(key, period),
      `uploads/${organisation.id}/${newId('upl')}`,
    )
    await batchesService.upload(ctx, period, upload)
  }
}

/** The smallest platform has not reported in the second period: there must be something overdue to see. */
const isLate = (market: Market, key: string, period: string): boolean =>
  period === market.periods.at(-1)?.key && key === market.platforms.at(-1)?.key

/** Waits until nothing is being imported or matched (any more). */
const settled = async (platform: Platform): Promise<void> => {
  for (;;) {
    const busy =
      (await platform.workerDb
        .selectFrom('register_import')
        .select('id')
        .where('state', 'in', ['uploaded', 'reading'])
        .executeTakeFirst()) ??
      (await platform.workerDb
        .selectFrom('report_batch')
        .select('id')
        .where('state', 'in', ['uploaded', 'checking'])
        // One that comes in parts waits for its sender, perhaps for ever.
        .where((eb) => eb.or([eb('state', '=', 'checking'), eb('source', '=', 'file')]))
        .executeTakeFirst())
    if (!busy) return
    await sleep(100)
  }
}
