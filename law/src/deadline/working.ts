import { citeEn, citeZh, isKnownCitation } from '../look-up.ts'
import { dayText, isSunday } from './day-number.ts'
import type { ComputableRule, DeadlineInput } from './deadline.ts'
import type { ClockUnit, Words } from './deadline-rule.ts'
import type { Phase, Reckoning } from './reckon.ts'
import { type RestDays, restBetween } from './rest-between.ts'
import type { WorkingCalendar } from './working-calendar.ts'

const UNITS: Record<ClockUnit, Words> = {
  working_day: { zh: '个工作日', en: 'working day' },
  calendar_day: { zh: '日', en: 'calendar day' },
  month: { zh: '个月', en: 'month' },
  year: { zh: '年', en: 'year' },
  hour: { zh: '小时', en: 'hour' },
}

const amountZh = (amount: number, unit: ClockUnit): string => (amount === 0 ? '当日' : `${amount}${UNITS[unit].zh}`)
const amountEn = (amount: number, unit: ClockUnit): string =>
  amount === 0 ? 'the same day' : `${amount} ${UNITS[unit].en}${amount === 1 ? '' : 's'}`

const span = (from: number, to: number, word: string): string =>
  from === to ? dayText(from) : `${dayText(from)} ${word} ${dayText(to)}`

const cited = new Map<string, Words | null>()
/** Citation in both languages; null where the instrument was not in force, so that nothing wrong is cited. */
const cite = (citation: string, day: string): Words | null => {
  const key = `${citation}@${day}`
  const known = cited.get(key)
  if (known !== undefined) return known
  const words =
    /^[A-Z]{3}\b/.test(citation) && !isKnownCitation(citation, day)
      ? null
      : { zh: citeZh(citation, day), en: citeEn(citation, day) }
  cited.set(key, words)
  return words
}

const byRule = new WeakMap<ComputableRule, Words>()
/** What is to be done, in what time, by which provision. The same for every deadline of a rule. */
const ruleSentence = (rule: ComputableRule, startedOn: string): Words => {
  const known = byRule.get(rule)
  if (known) return known
  const day = rule.from ?? startedOn
  const basis = rule.basis ? cite(rule.basis, day) : null
  const unitBasis = rule.unitBasis ? cite(rule.unitBasis, day) : null
  const doubtful = rule.confidence === 'memory' || rule.confidence === 'unconfirmed'
  const sentence = {
    zh:
      `${rule.title ? `事项：${rule.title.zh}；` : ''}期限：${amountZh(rule.amount, rule.unit)}；` +
      (basis ? `依据：${basis.zh}` : '无明文规定，为建议期限') +
      (unitBasis ? `，按工作日计算依据${unitBasis.zh}` : '') +
      (doubtful ? '（该期限待确认）。' : '。'),
    en:
      `${rule.title ? `Matter: ${rule.title.en}. ` : ''}Limit: ${amountEn(rule.amount, rule.unit)}; ` +
      (basis ? `basis: ${basis.en}` : 'no provision says so, it is a proposal') +
      (unitBasis ? `; counted in working days by ${unitBasis.en}` : '') +
      (doubtful ? ' (this limit is to be confirmed).' : '.'),
  }
  // Keyed by the object: a rule without its own first day is cited as of the first start that used it.
  if (rule.from) byRule.set(rule, sentence)
  return sentence
}

/** CVC 201(1) from the day on which the Civil Code came into force; before, the same was custom without a citation here. */
const cvc = (citation: string, startedOn: string): Words | null =>
  startedOn < '2021-01-01' ? null : cite(citation, '2021-01-01')
const inBrackets = (words: Words | null): Words =>
  words ? { zh: `（${words.zh}）`, en: ` (${words.en})` } : { zh: '', en: '' }

const startSentence = (input: DeadlineInput, { start, first }: Reckoning): Words => {
  const { startedOn, startEvent, startedAt, rule } = input
  if (rule.unit === 'hour' && startedAt) {
    const law = inBrackets(cvc('CVC 201(2)', startedOn))
    return {
      zh: `起算：${startedOn} ${startedAt} ${startEvent.zh}，按小时计算，自该时起算${law.zh}。`,
      en: `Start: ${startEvent.en} at ${startedOn} ${startedAt}; hours count from that time${law.en}.`,
    }
  }
  if (rule.amount === 0)
    return {
      zh: `起算：${startedOn} ${startEvent.zh}，应当当日完成。`,
      en: `Start: ${startEvent.en} on ${startedOn}, to be done the same day.`,
    }
  const law = inBrackets(cvc('CVC 201(1)', startedOn))
  const next = dayText(start + 1)
  const later = first > start + 1
  return {
    zh: `起算：${startedOn} ${startEvent.zh}；当日不计入，自次日 ${next} 起算${law.zh}${later ? `，首个计入的日期为 ${dayText(first)}` : ''}。`,
    en: `Start: ${startEvent.en} on ${startedOn}. That day does not count; the period begins on ${next}${law.en}${later ? `, the first day counted is ${dayText(first)}` : ''}.`,
  }
}

const skippedSentences = ({ days, weekends, holidays, makeUp }: RestDays): Words[] => {
  const sentences: Words[] = []
  if (days > 0)
    sentences.push({
      zh: `不计入的休息日共${days}日：${[...holidays.zh, ...(weekends.zh.length ? [`周六周日 ${weekends.zh.join('、')}`] : [])].join('；')}。`,
      en: `Rest days not counted, ${days} in all: ${[...holidays.en, ...(weekends.en.length ? [`weekends ${weekends.en.join(', ')}`] : [])].join('; ')}.`,
    })
  if (makeUp.length > 0)
    sentences.push({
      zh: `调休上班、照常计入：${makeUp.join('、')}。`,
      en: `Worked in place of a holiday and counted: ${makeUp.join(', ')}.`,
    })
  return sentences
}

const monthSentence = ({ anniversary }: Phase, { start }: Reckoning, startedOn: string): Words => {
  const law = inBrackets(cvc('CVC 202', startedOn))
  const day = dayText(anniversary ?? start)
  const whole = day.slice(8) === startedOn.slice(8)
  return whole
    ? { zh: `到期月的对应日为 ${day}${law.zh}。`, en: `The corresponding day is ${day}${law.en}.` }
    : {
        zh: `到期月没有对应日，以月末日 ${day} 为最后一日${law.zh}。`,
        en: `The last month has no corresponding day; its last day ${day} is taken${law.en}.`,
      }
}

/** How the days were counted: what was skipped for working days, what was not for calendar days, which day for months. */
const countSentences = (input: DeadlineInput, reckoning: Reckoning): Words[] => {
  const { phases, start, end, tolls, due, suspended } = reckoning
  const until = suspended ? due : end
  const sentences: Words[] = []
  if (phases.some(({ unit }) => unit === 'working_day'))
    sentences.push(...skippedSentences(restBetween(start + 1, until, { tables: input.calendar.tables, tolls })))
  else if (input.rule.unit === 'calendar_day' && input.rule.amount > 0)
    sentences.push({
      zh: '按自然日计算，其间的休息日和法定节假日计入。',
      en: 'Calendar days: weekends and public holidays in between count.',
    })
  const inMonths = phases.findLast(({ anniversary }) => anniversary !== undefined)
  if (inMonths) sentences.push(monthSentence(inMonths, reckoning, input.startedOn))
  return sentences
}

const tollSentences = (input: DeadlineInput, { tolls, start, end, due, suspended }: Reckoning): Words[] => {
  const { tables } = input.calendar
  const inWorkingDays = input.rule.unit === 'working_day'
  const last = suspended ? Infinity : Math.max(end, due)
  return tolls
    .filter(({ from, to }) => to > start && from <= last)
    .map(({ from, to, reason }) => {
      const since = Math.max(from, start + 1)
      if (to === Infinity)
        return {
          zh: `扣除：自 ${dayText(since)} 起，${reason.zh}，尚未结束，期限中止计算。`,
          en: `Excluded: since ${dayText(since)}, ${reason.en}, not over yet; the clock stands still.`,
        }
      const days = inWorkingDays ? (tables.before[to + 1] as number) - (tables.before[since] as number) : to - since + 1
      const unit: ClockUnit = inWorkingDays ? 'working_day' : 'calendar_day'
      return {
        zh: `扣除：${span(from, to, '至')}，${reason.zh}，其间${amountZh(days, unit)}不计入。`,
        en: `Excluded: ${span(from, to, 'to')}, ${reason.en}, ${amountEn(days, unit)} not counted.`,
      }
    })
}

const extensionSentences = ({ phases, flags }: Reckoning): Words[] =>
  phases.flatMap(({ grant }, index) => {
    if (!grant) return []
    const before = dayText((phases[index - 1] as Phase).end)
    const late = flags.includes('extension_after_end') && grant.on > before
    return [
      {
        zh: `延长：${grant.on} 经${grant.approver}批准，延长${amountZh(grant.amount, grant.unit)}，自原期限最后一日 ${before} 的次日起连续计算${late ? '（批准时原期限已经届满，请核对）' : ''}。`,
        en: `Extension: ${amountEn(grant.amount, grant.unit)}, approved by ${grant.approver} on ${grant.on}, counted on from the last day before, ${before}${late ? ' (granted after the time was over: please check)' : ''}.`,
      },
    ]
  })

/** Why one day is a rest day: by its name on a weekend. */
const restReason = (day: number, { tables }: WorkingCalendar): Words => {
  const run = tables.runs[tables.runAt[day] as number]
  if (!tables.rest[day] || !run) return { zh: '扣除期间', en: 'within an excluded interval' }
  if (!run.weekend) return run.why
  return isSunday(day) ? { zh: '星期日', en: 'Sunday' } : { zh: '星期六', en: 'Saturday' }
}

/** That a rest day does not move the end is said, because whoever checks would ask. */
const standsSentence = ({ rule, calendar }: DeadlineInput, end: number): Words[] => {
  const { kind = 'act_within', unit } = rule
  if (kind !== 'act_within' || unit === 'hour' || !calendar.tables.rest[end]) return []
  const why = restReason(end, calendar)
  return [
    {
      zh: `最后一日 ${dayText(end)} 为${why.zh}，本期限不因休息日顺延。`,
      en: `The last day ${dayText(end)} is a rest day (${why.en}); this limit is not moved by rest days.`,
    },
  ]
}

const movedSentence = (input: DeadlineInput, { end, due }: Reckoning): Words[] => {
  const { rule, startedOn, calendar } = input
  if (end === due) return standsSentence(input, end)
  const law = inBrackets(
    rule.restDayBasis ? cite(rule.restDayBasis, rule.from ?? startedOn) : cvc('CVC 203(1)', startedOn),
  )
  const why = restReason(end, calendar)
  return [
    {
      zh: `最后一日 ${dayText(end)} 为${why.zh}，顺延至 ${dayText(due)}${law.zh}。`,
      en: `The last day ${dayText(end)} is a rest day (${why.en}); it moves to ${dayText(due)}${law.en}.`,
    },
  ]
}

const endSentence = (input: DeadlineInput, { due, suspended, start }: Reckoning, dueAt: string | undefined): Words => {
  const { kind, unit } = input.rule
  if (suspended) {
    const left: ClockUnit = unit === 'working_day' ? 'working_day' : 'calendar_day'
    return {
      zh: `期限自 ${dayText(suspended.since)} 起中止，届时剩余${amountZh(suspended.remaining, left)}，恢复后继续计算。`,
      en: `The clock stands still since ${dayText(suspended.since)} with ${amountEn(suspended.remaining, left)} left; it goes on when that is over.`,
    }
  }
  const day = dueAt ? dueAt.replace('T', ' ') : dayText(due)
  if (kind === 'act_before') return { zh: `最迟应当于 ${day} 完成。`, en: `To be done on ${day} at the latest.` }
  if (kind === 'looks_back')
    return {
      zh: `期间为 ${span(due, start - 1, '至')}。`,
      en: `The days are ${span(due, start - 1, 'to')}.`,
    }
  if (kind === 'lasts') return { zh: `期间最后一日：${day}。`, en: `Last day of the period: ${day}.` }
  if (dueAt) return { zh: `期限届满时间：${day}。`, en: `Ends at ${day}.` }
  return { zh: `期限届满日：${day}。`, en: `Last day: ${day}.` }
}

const backSentences = (input: DeadlineInput, { end, start }: Reckoning): Words[] => {
  const { startedOn, startEvent, rule, calendar } = input
  const sentences: Words[] = [
    {
      zh: `以 ${startedOn} ${startEvent.zh}为准向前推算，当日不计入。`,
      en: `Counted back from ${startEvent.en} on ${startedOn}; that day does not count.`,
    },
  ]
  if (rule.unit === 'working_day' && rule.amount > 0)
    sentences.push(...skippedSentences(restBetween(end, start - 1, { tables: calendar.tables, tolls: [] })))
  return sentences
}

const uncoveredSentence = ({ uncovered }: Reckoning): Words[] =>
  uncovered.length === 0
    ? []
    : [
        {
          zh: `注意：${uncovered.join('、')}年放假安排尚未录入，该年仅排除周六周日，法定节假日和调休未能计算，结果须在录入后重新核对。`,
          en: `Note: the holiday order of ${uncovered.join(', ')} is not known; only weekends are excluded in it, the result must be computed again when the order is entered.`,
        },
      ]

/** The working of a deadline, one sentence an entry. */
export const sentencesOf = (input: DeadlineInput, reckoning: Reckoning, dueAt: string | undefined): Words[] => {
  const { kind } = input.rule
  const end = endSentence(input, reckoning, dueAt)
  const rule = ruleSentence(input.rule, input.startedOn)
  if (kind === 'act_before' || kind === 'looks_back')
    return [rule, ...backSentences(input, reckoning), end, ...uncoveredSentence(reckoning)]
  return [
    rule,
    startSentence(input, reckoning),
    ...countSentences(input, reckoning),
    ...tollSentences(input, reckoning),
    ...extensionSentences(reckoning),
    ...(reckoning.suspended ? [] : movedSentence(input, reckoning)),
    end,
    ...uncoveredSentence(reckoning),
  ]
}
