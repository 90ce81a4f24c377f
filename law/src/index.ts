// What the law says, as effective-dated data with a source and a confidence. Pure, no I/O.
export { ARTICLES, type Article } from './articles/index.ts'
export { STANDARD_FIELDS, type StandardField } from './bridge/catalogue.ts'
export { type AskerLevel, consentsItself, type StandardOverride, standardFields } from './bridge/look-up.ts'
export { REQUEST_RULES, requestFaults } from './bridge/request-faults.ts'
export type { RequestContext, RequestDraft } from './bridge/request-rule.ts'
export { type Confidence, type Dated, holdsOn, needsConfirmation } from './dated.ts'
export { type DeadlineChange, rulesWith } from './deadline/changes.ts'
export { computeDeadline } from './deadline/compute.ts'
export type {
  ComputableRule,
  Deadline,
  DeadlineFlag,
  DeadlineInput,
  GrantedExtension,
  TolledInterval,
} from './deadline/deadline.ts'
export type { ClockUnit, DeadlineExtension, DeadlineKind, DeadlineRule, RestDay } from './deadline/deadline-rule.ts'
export { DEADLINE_RULES, findDeadlineRule } from './deadline/rules/index.ts'
export { sourceWords } from './deadline/source-words.ts'
export { baseCalendar, calendarWith, type HolidayOrder, type WorkingCalendar } from './deadline/working-calendar.ts'
export { INSTRUMENTS, type Instrument, type InstrumentCode } from './instruments.ts'
export {
  chineseNumber,
  citeEn,
  citeZh,
  findArticle,
  findInstrument,
  getRule,
  getRuleValue,
  isKnownCitation,
} from './look-up.ts'
export { layoutProcess } from './process/diagram/layout.ts'
export type { ProcessFault, ProcessNames } from './process/fault.ts'
export { faultsOfDefinition } from './process/faults.ts'
export { GUARDS, type GuardFacts } from './process/guards.ts'
export { currentProcess, findProcess } from './process/look-up.ts'
export { PROCESSES } from './processes/index.ts'
export { type ReportPeriodDays, reportPeriodDays, reportPeriodKey } from './report-period.ts'
export { findRetention, RETENTION_CLASSES, type RetentionClass, retainUntil } from './retention.ts'
export { RULES, type Rule, type RuleId, type Unit } from './rules.ts'
