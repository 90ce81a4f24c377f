// 100,000 deadlines a second on one core, each with its working in Chinese and English; beside it a loop over days.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { baseCalendar, computeDeadline, DEADLINE_RULES, type DeadlineInput, type DeadlineRule } from '@redbridge/law'
import chineseDays from 'chinese-days'

const { values } = parseArgs({
  options: { deadlines: { type: 'string', default: '40000' }, rounds: { type: 'string', default: '7' } },
})
const count = Number(values.deadlines)

/** mulberry32: the same deadlines in every run */
const random = ((seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
})(7)
const upTo = (n: number): number => Math.floor(random() * n)
const dayAfter = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

// Working and calendar days alone: the peer knows no months. Every fourth is tolled for some days, every eighth extended.
const rules = DEADLINE_RULES.filter(
  ({ unit, kind }) => (unit === 'working_day' || unit === 'calendar_day') && kind === 'act_within',
)
const inputs = Array.from({ length: count }, (_, index): DeadlineInput => {
  const rule = rules[index % rules.length] as DeadlineRule
  const startedOn = dayAfter('2018-01-01', upTo(2800))
  const from = dayAfter(startedOn, 1 + upTo(10))
  const to = dayAfter(from, upTo(20))
  const { unit, startEvent } = rule
  return {
    rule,
    startedOn,
    startEvent,
    calendar: baseCalendar,
    ...(index % 4 === 0 ? { tolled: [{ from, to, reason: { zh: '检验', en: 'testing' } }] } : {}),
    ...(index % 8 === 0 ? { extensions: [{ amount: 15, unit, approver: '负责人', on: startedOn }] } : {}),
  }
})

/** The peer: one day after another, asking the package of each. Gives the last day alone, no working. */
const dayByDay = ({ rule, startedOn, tolled, extensions }: DeadlineInput): string => {
  let day = startedOn
  let left = rule.amount + (extensions?.[0]?.amount ?? 0)
  const isTolled = (): boolean => tolled?.some(({ from, to }) => from <= day && (to === null || day <= to)) ?? false
  while (left > 0) {
    day = dayAfter(day, 1)
    if (!isTolled() && (rule.unit === 'calendar_day' || chineseDays.isWorkday(day))) left--
  }
  if (rule.restDay === 'next_working_day' && rule.amount > 0)
    while (!chineseDays.isWorkday(day) || isTolled()) day = dayAfter(day, 1)
  return day
}

const ours = (): number => {
  let sentences = 0
  for (const input of inputs) sentences += computeDeadline(input).working.zh.length
  return sentences
}
const peer = (): number => {
  let length = 0
  for (const input of inputs) length += dayByDay(input).length
  return length
}
/** Rates by the clock on the wall, and by time on a processor: those say what one core does while others use it too. */
const rate = (work: () => number): { wall: number; core: number } => {
  const began = performance.now()
  const cpu = process.cpuUsage()
  work()
  const wall = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  return { wall: Math.round((count / wall) * 1000), core: Math.round((count / (user + system)) * 1_000_000) }
}
const median = (rates: readonly number[]): number => [...rates].sort((a, b) => a - b)[rates.length >> 1] as number

for (const input of inputs) {
  const [fast, slow] = [computeDeadline(input).dueOn, dayByDay(input)]
  if (fast !== slow) throw new Error(`${input.rule.title?.en} from ${input.startedOn}: ${fast}, day by day ${slow}`)
}
const rates = { ours: [] as ReturnType<typeof rate>[], peer: [] as ReturnType<typeof rate>[] }
for (let round = 0; round < Number(values.rounds); round++) {
  rates.ours.push(rate(ours))
  rates.peer.push(rate(peer))
}
const cores = (of: keyof typeof rates): number[] => rates[of].map(({ core }) => core)
const walls = (of: keyof typeof rates): number[] => rates[of].map(({ wall }) => wall)
const [fast, slow] = [median(cores('ours')), median(cores('peer'))]
const range = (of: keyof typeof rates): string => `${Math.min(...cores(of))}–${Math.max(...cores(of))}`
console.log(
  `${count} deadlines with their working: ${fast}/s of one core (${range('ours')}), ${median(walls('ours'))}/s on the wall; day by day, without working: ${slow}/s (${range('peer')}); ${(fast / slow).toFixed(1)} times`,
)
console.log(
  JSON.stringify({
    bench: 'law',
    deadlines: count,
    rounds: rates.ours.length,
    perSecond: fast,
    perSecondLow: Math.min(...cores('ours')),
    perSecondWall: median(walls('ours')),
    peer: 'a loop over days on chinese-days, without working',
    peerPerSecond: slow,
    ratio: Number((fast / slow).toFixed(1)),
    rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
    machine: `${cpus().length} × ${cpus()[0]?.model}`,
  }),
)
