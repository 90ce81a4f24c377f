import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'
import type { Answer, MarketRow } from './answer.ts'
import { BUREAUS, type Bureau } from './bureaus.ts'
import { csvLine, encode } from './csv.ts'
import { PLATFORMS, type Platform } from './platforms.ts'
import { type RegisterFile, registersOf } from './registers.ts'
import { composeRow } from './report-rows.ts'
import { createWorld, type Range, type World } from './world.ts'

/** Operators over all platforms, in each period. */
export const MARKET_SIZES = {
  tiny: 500,
  small: 20_000,
  medium: 1_000_000,
  large: 10_000_000,
  national: 50_000_000,
} as const
export type MarketSize = keyof typeof MARKET_SIZES

/** A half-yearly report: its key, the day from which it can be handed in, and the day of the registers it is held against. */
export interface Period {
  readonly key: '2026-01' | '2026-07'
  readonly zh: string
  readonly en: string
  readonly opens: string
  readonly due: string
  readonly asOf: string
}

export const PERIODS: readonly Period[] = [
  {
    key: '2026-01',
    zh: '2026年1月报送',
    en: 'Report of January 2026',
    opens: '2026-01-01',
    due: '2026-01-31',
    asOf: '2026-01-31',
  },
  {
    key: '2026-07',
    zh: '2026年7月报送',
    en: 'Report of July 2026',
    opens: '2026-07-01',
    due: '2026-07-31',
    asOf: '2026-07-31',
  },
]

export interface ReportRow extends MarketRow {
  /** 1 for the first row behind the header */
  rowNo: number
}

export interface Report {
  readonly platform: Platform
  readonly period: Period
  readonly header: readonly string[]
  rows(): Iterable<ReportRow>
  /** UTF-8 without byte order mark, RFC 4180, header first */
  csv(): Iterable<Uint8Array>
  /** one JSON object a line, keyed by the template's column names */
  ndjson(): Iterable<Uint8Array>
}

/** One line of the answer key: see Answer for the words. */
export interface AnswerKeyEntry extends Answer {
  platform: string
  period: string
  rowNo: number
}

export interface Market {
  readonly operators: number
  readonly platforms: readonly Platform[]
  readonly bureaus: readonly Bureau[]
  readonly periods: readonly Period[]
  /** three kinds × six provinces × two periods */
  readonly registers: readonly RegisterFile[]
  register(key: string): RegisterFile
  report(platform: string, period: string): Report
  answerKey(platform: string, period: string): Iterable<AnswerKeyEntry>
}

export interface MarketOptions {
  readonly seed: string | number
  /** operators over all platforms in the first period, or the name of a size */
  readonly operators: number | MarketSize
  /** share of rows that Beijing finds a problem with */
  readonly problemShare?: number
}

/** What Beijing pushed to its platforms in the article, held against a market of a million operators. */
const ARTICLE_SHARE = 5_585 / 1_000_000
/** A small market would show too little: a tenth of the article's figure in 20,000, and all kinds in 500. */
const shareFor = (operators: number): number =>
  operators < 5_000 ? 0.1 : operators < 500_000 ? 558.5 / 20_000 : ARTICLE_SHARE
/** Planted in a row, found by Beijing in one period: what is planted elsewhere, or fixed, is not among them. */
const FOUND_OF_PLANTED = 0.387

/** One platform writes its own words in the header, as platforms do; all of them are accepted synonyms. */
const OWN_WORDS: Readonly<Partial<Record<ReportField, string>>> = {
  name: '市场主体名称',
  representative: '法定代表人',
  address: '经营地址',
  phone: '联系电话',
  shopName: '店铺名称',
  shopUrl: '店铺链接',
}

function* slotsOf(world: World, range: Range, period: number): Iterable<number> {
  for (let slot = range.start; slot < range.end; slot++) if (world.isPresent(slot, period)) yield slot
}

function reportOf(world: World, platformIndex: number, periodIndex: number): Report {
  const platform = PLATFORMS[platformIndex]!
  const range = world.ranges[platformIndex]!
  const own = platform.fileFormat === 'csv-gb18030'
  const header = REPORT_COLUMNS.map((c) => (own ? (OWN_WORDS[c.key] ?? c.zh) : c.zh))
  function* lines() {
    yield csvLine(header)
    for (const slot of slotsOf(world, range, periodIndex))
      yield csvLine(composeRow(world, range, slot, periodIndex).cells)
  }
  function* objects() {
    for (const slot of slotsOf(world, range, periodIndex)) {
      const { cells } = composeRow(world, range, slot, periodIndex)
      yield `${JSON.stringify(Object.fromEntries(cells.map((cell, i) => [header[i] ?? '', cell])))}\n`
    }
  }
  return {
    platform,
    period: PERIODS[periodIndex]!,
    header,
    *rows() {
      let rowNo = 0
      for (const slot of slotsOf(world, range, periodIndex)) {
        rowNo += 1
        yield { rowNo, ...composeRow(world, range, slot, periodIndex) }
      }
    },
    csv: () => encode(lines()),
    ndjson: () => encode(objects()),
  }
}

function indexOf<T extends { key: string }>(list: readonly T[], key: string, what: string): number {
  const at = list.findIndex((item) => item.key === key)
  if (at < 0) throw new RangeError(`no ${what} ${key}; there are ${list.map((item) => item.key).join(', ')}`)
  return at
}

/**
 * The demonstration market: a pure function of its seed, streamed, in which everything wrong is recorded.
 * @example
 * const market = createMarket({ seed: 'redbridge', operators: 'small' })
 * for (const chunk of market.report('qingheli', '2026-07').csv()) file.write(chunk)
 */
export function createMarket(options: MarketOptions): Market {
  const operators = typeof options.operators === 'number' ? options.operators : MARKET_SIZES[options.operators]
  const problems = (options.problemShare ?? shareFor(operators)) / FOUND_OF_PLANTED
  const world = createWorld(options.seed, operators, { problems, rejects: 0.006, dirt: 0.05 })
  const registers = registersOf(world, PERIODS)
  const report = (platform: string, period: string): Report =>
    reportOf(world, indexOf(PLATFORMS, platform, 'platform'), indexOf(PERIODS, period, 'period'))
  return {
    operators,
    platforms: PLATFORMS,
    bureaus: BUREAUS,
    periods: PERIODS,
    registers,
    register: (key) => registers[indexOf(registers, key, 'register')]!,
    report,
    *answerKey(platform, period) {
      for (const { cells: _cells, ...answer } of report(platform, period).rows()) yield { platform, period, ...answer }
    },
  }
}
