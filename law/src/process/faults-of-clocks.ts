import type { ProcessClock, ProcessDefinition } from '@redbridge/contract'
import { fault, type ProcessFault, type ProcessNames, unless } from './fault.ts'
import { type TimedMove, timedMoves } from './walk.ts'

const eventsOf = (clock: ProcessClock): string[] => [
  ...clock.start,
  ...clock.stop,
  ...(clock.pause ?? []),
  ...(clock.resume ?? []),
  ...(clock.extend ? [clock.extend] : []),
]

/** Names and numbers: what can be said without walking through the states. */
const faultsOfClock = (definition: ProcessDefinition, clock: ProcessClock, names: ProcessNames): ProcessFault[] => {
  const at = `clocks/${clock.id}`
  const events = definition.transitions.map((one) => one.event)
  const roles = definition.parties.map((party) => party.role)
  const starting = definition.transitions.filter((one) => clock.start.includes(one.event))
  const [field, earlier] = (clock.dueField ?? '').split('.').reverse() as [string, string | undefined]
  const sources = earlier ? definition.transitions.filter((one) => one.event === earlier) : starting
  const dated =
    sources.length > 0 && sources.every((one) => one.form.some((f) => f.name === field && f.kind === 'date'))
  const paired = (clock.pause ?? []).length > 0 === (clock.resume ?? []).length > 0
  return [
    ...unless(
      names.rules.includes(clock.rule),
      fault('unknown_rule', `${at}/rule`, `期限规则“${clock.rule}”不存在`, `there is no deadline rule ${clock.rule}`),
    ),
    ...eventsOf(clock)
      .filter((event) => !events.includes(event))
      .map((event) => fault('unknown_event', at, `操作“${event}”不存在`, `there is no event ${event}`)),
    ...[clock.owedBy, clock.escalateTo]
      .filter((role) => role !== undefined && !roles.includes(role))
      .map((role) => fault('unknown_party', at, `当事方“${role}”不存在`, `there is no party ${role}`)),
    ...unless(clock.start.length > 0, fault('clock_never_starts', at, '期限不会开始', 'nothing starts this clock')),
    ...unless(clock.stop.length > 0, fault('clock_never_stops', at, '期限不会停止', 'nothing stops this clock')),
    ...unless(
      paired,
      fault('pause_without_resume', at, '中止和恢复应当成对', 'paused and never resumed, or the reverse'),
    ),
    ...unless(
      clock.dueField === undefined || dated,
      fault('due_field', `${at}/dueField`, '应当是开始操作表单中的日期字段', 'must be a date of each starting form'),
    ),
    ...unless(
      clock.remindBefore.every((days) => Number.isInteger(days) && days >= 0),
      fault('reminder_days', `${at}/remindBefore`, '提醒天数应为非负整数', 'days before the last day, from zero up'),
    ),
  ]
}

const idle = (clock: ProcessClock, moves: readonly TimedMove[]): string[] => {
  const happens = (events: readonly string[] | undefined, before: TimedMove['before'][]) =>
    (events ?? []).filter(
      (event) => !moves.some((move) => move.transition.event === event && before.includes(move.before)),
    )
  return [
    ...happens(clock.stop, ['running', 'paused']),
    ...happens(clock.pause, ['running']),
    ...happens(clock.resume, ['paused']),
    ...happens(clock.extend ? [clock.extend] : [], ['running']),
  ]
}

/** What only shows when every way through the states is walked with the clock. */
const faultsOfRunning = (definition: ProcessDefinition, clock: ProcessClock): ProcessFault[] => {
  const at = `clocks/${clock.id}`
  const moves = timedMoves(definition, clock)
  const ends = definition.states.filter((state) => state.outcome)
  const running = ends.filter((end) => moves.some((move) => move.transition.to === end.state && move.after !== 'off'))
  return [
    ...running.map((end) =>
      fault(
        'clock_runs_on',
        at,
        `到达“${end.text.zh}”时期限可能仍在计算`,
        `can still run when ${end.state} is reached`,
      ),
    ),
    ...idle(clock, moves).map((event) =>
      fault('clock_event_idle', at, `操作“${event}”发生时期限从未在计算`, `never runs when ${event} happens`),
    ),
  ]
}

/** Clocks whose names exist, and that stop before a matter ends whatever way it takes. */
export const faultsOfClocks = (definition: ProcessDefinition, names: ProcessNames): ProcessFault[] => {
  const faults = definition.clocks.flatMap((clock) => faultsOfClock(definition, clock, names))
  return faults.length > 0 ? faults : definition.clocks.flatMap((clock) => faultsOfRunning(definition, clock))
}
