// What the law says, as effective-dated data with a source and a confidence. Pure, no I/O.
export { ARTICLES, type Article } from './articles.ts'
export { type Confidence, type Dated, holdsOn, needsConfirmation } from './dated.ts'
export { INSTRUMENTS, type Instrument, type InstrumentCode } from './instruments.ts'
export { chineseNumber, citeZh, findArticle, findInstrument, getRule, getRuleValue } from './look-up.ts'
export { type ReportPeriodDays, reportPeriodDays, reportPeriodKey } from './report-period.ts'
export { RULES, type Rule, type RuleId, type Unit } from './rules.ts'
