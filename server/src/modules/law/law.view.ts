import type { HolidayOrderView, LawCalendar, LawChange, LawDeadline, LawDeadlineVersion } from '@redbridge/contract'
import { citeEn, citeZh, type DeadlineRule, findArticle, holdsOn, needsConfirmation, sourceWords } from '@redbridge/law'
import { addDays } from '../../platform/clock.ts'
import type { ChangeRow, OrderRow } from './law.store.ts'
import type { Law } from './load-law.ts'

/** Who looks: what is theirs to withdraw. */
export interface Viewer {
  readonly organisationId: string
  readonly national: boolean
  readonly today: string
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null

const changeView = (row: ChangeRow, viewer: Viewer): LawChange => ({
  id: row.id,
  from: row.from_day,
  amount: row.amount,
  unit: row.unit,
  restDay: row.rest_day,
  basis: row.basis,
  confidence: row.confidence,
  source: row.source,
  reason: row.reason,
  byBureau: row.bureau,
  at: row.created_at.toISOString(),
  withdrawnAt: iso(row.withdrawn_at),
  withdrawReason: row.withdraw_reason,
  own: row.withdrawn_at === null && (viewer.national || row.organisation_id === viewer.organisationId),
})

const versionView = (rule: DeadlineRule, changes: readonly ChangeRow[], today: string): LawDeadlineVersion => {
  const article = rule.basis === null ? undefined : findArticle(rule.basis, rule.from)
  const change = changes.find((row) => row.withdrawn_at === null && row.from_day === rule.from)
  return {
    from: rule.from,
    to: rule.to,
    title: rule.title,
    startEvent: rule.startEvent,
    amount: rule.amount,
    unit: rule.unit,
    kind: rule.kind,
    restDay: rule.restDay,
    basis: rule.basis,
    basisText: rule.basis === null ? null : { zh: citeZh(rule.basis, rule.from), en: citeEn(rule.basis, rule.from) },
    articleText: article?.text ?? null,
    articleGist: article?.gist ?? null,
    extension: rule.extension ?? null,
    tolling: rule.tolling ?? null,
    note: rule.note ?? null,
    confidence: rule.confidence,
    unconfirmed: needsConfirmation(rule),
    source: sourceWords(rule.source),
    changeId: change?.id ?? null,
    inForce: holdsOn(rule, today),
  }
}

/** Limits in the order of the data, each with its versions and what was ever changed. */
export const deadlineViews = (law: Law, rows: readonly ChangeRow[], viewer: Viewer): LawDeadline[] => {
  const byRule = Map.groupBy(rows, (row) => row.rule_id)
  return [...Map.groupBy(law.rules, ({ id }) => id)].map(([id, rules]) => {
    const changes = byRule.get(id) ?? []
    return {
      id,
      ref: rules[0]?.ref ?? '',
      versions: rules.map((rule) => versionView(rule, changes, viewer.today)),
      changes: changes.map((row) => changeView(row, viewer)),
    }
  })
}

const orderView = (row: OrderRow, viewer: Viewer, holds: boolean): HolidayOrderView => ({
  id: row.id,
  year: row.year,
  source: row.source,
  holidays: row.holidays,
  workdays: row.workdays,
  byBureau: row.bureau,
  at: row.created_at.toISOString(),
  withdrawnAt: iso(row.withdrawn_at),
  withdrawReason: row.withdraw_reason,
  holds,
  own: row.withdrawn_at === null && (viewer.national || row.organisation_id === viewer.organisationId),
})

/** A year: its special days, how many are worked, and the orders entered for it. */
export const calendarView = (
  { calendar }: Law,
  year: number,
  at: { orders: readonly OrderRow[]; viewer: Viewer },
): LawCalendar => {
  const days: LawCalendar['days'] = []
  let workingDays = 0
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day)) workingDays++
    const name = calendar.makeUpFor(day)
    const why = calendar.whyNot(day)
    if (name) days.push({ day, work: true, name })
    else if (why && why.en !== 'weekend') days.push({ day, work: false, name: why })
  }
  const latest = at.orders.findLast((row) => row.withdrawn_at === null)
  return {
    year,
    known: latest ? 'order' : calendar.covers(`${year}-06-30`) ? 'package' : 'no',
    years: [...calendar.years],
    workingDays,
    days,
    orders: at.orders.map((row) => orderView(row, at.viewer, row === latest)),
  }
}
