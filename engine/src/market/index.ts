// The demonstration market: believable, seeded, streamed, with an answer key. Pure: no input, no output.
export { DIVISIONS, type Division, divisionName, findDivision } from '@redbridge/contract/divisions-table'
export type { Answer, Expectation, MarketRow } from './answer.ts'
export { generateRegister, generateReport, type RegisterVolume, type ReportVolume, VOLUME_FIELDS } from './bulk.ts'
export { BUREAUS, type Bureau, REGISTER_PROVINCES } from './bureaus.ts'
export {
  type AnswerKeyEntry,
  createMarket,
  MARKET_SIZES,
  type Market,
  type MarketOptions,
  type MarketSize,
  PERIODS,
  type Period,
  type Report,
  type ReportRow,
} from './market.ts'
export { PLATFORMS, type Platform } from './platforms.ts'
export type { RegisterFile, RegisterKind } from './registers.ts'
