import { readdirSync, readFileSync } from 'node:fs'
import type { FormField, ProcessClock, ProcessDefinition, ProcessState, ProcessTransition } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { isKnownCitation } from '../look-up.ts'
import { GUIDANCE } from '../processes/guidance.ts'
import { PROCESSES } from '../processes/index.ts'
import { faultsOfDefinition } from './faults.ts'
import { NAMES } from './testing.ts'

/** A good definition to break, with short ways to its parts. */
const handle = () => {
  // JSON, not structuredClone: parts that the original shares must not stay shared
  const definition: ProcessDefinition = JSON.parse(JSON.stringify(GUIDANCE))
  const state = (name: string) => definition.states.find((one) => one.state === name) as ProcessState
  const move = (event: string) => definition.transitions.find((one) => one.event === event) as ProcessTransition
  const field = (event: string, name: string) => move(event).form.find((one) => one.name === name) as FormField
  const column = (event: string, name: string) => field(event, name).columns?.[0] as FormField
  const clock = definition.clocks[0] as ProcessClock
  const party = (role: string) => definition.parties.find((one) => one.role === role) as ProcessDefinition['parties'][0]
  const add = (transition: Partial<ProcessTransition>) =>
    definition.transitions.push({ ...structuredClone(move('resume')), event: 'added', ...transition })
  const remove = (event: string, from?: string) => {
    definition.transitions = definition.transitions.filter(
      (one) => one.event !== event || (from !== undefined && !one.from.includes(from)),
    )
  }
  return { definition, state, move, field, column, clock, party, add, remove }
}
type Handle = ReturnType<typeof handle>

type Case = readonly [what: string, break_: (h: Handle) => unknown, ...faults: string[]]
const CASES: readonly Case[] = [
  ['title without English', (h) => (h.definition.title.en = ' '), 'text_missing title'],
  ['state without Chinese', (h) => (h.state('passed').text.zh = ''), 'text_missing states/passed'],
  [
    'field without label',
    (h) => (h.field('fail', 'reason').label.en = ''),
    'text_missing transitions/fail/form/reason/label',
  ],
  [
    'column without label',
    (h) => (h.column('submit', 'agenda').label.zh = ''),
    'text_missing transitions/submit/form/agenda/columns/item/label',
  ],
  [
    'option without text',
    (h) => (((h.field('draft', 'type').options ?? [])[2] as { text: { zh: string } }).text.zh = ''),
    'text_missing transitions/draft/form/type/options/order',
  ],
  [
    'guard that says nothing',
    (h) => ((h.move('request_inspection').guard as { text: { en: string } }).text.en = ''),
    'text_missing transitions/request_inspection/guard',
  ],
  [
    'two fields of one name',
    (h) => h.move('pass').form.push(h.field('pass', 'note')),
    'duplicate transitions/pass/form/note',
  ],
  [
    'choice without options',
    (h) => (h.field('draft', 'type').options = []),
    'choice_without_options transitions/draft/form/type',
  ],
  [
    'one option twice',
    (h) => h.field('draft', 'type').options?.push({ value: 'order', text: { zh: '又', en: 'again' } }),
    'duplicate transitions/draft/form/type/options/order',
  ],
  [
    'rows without columns',
    (h) => (h.field('submit', 'agenda').columns = []),
    'rows_without_columns transitions/submit/form/agenda',
  ],
  [
    'row of rows that nobody gives',
    (h) => (h.field('prove', 'commitment').of = 'record.promises'),
    'row_of_nothing transitions/prove/form/commitment',
  ],
  [
    'malformed field',
    (h) => (h.field('fail', 'reason').name = 'the reason'),
    'name_malformed transitions/fail/form/the reason',
  ],
  ['malformed event', (h) => (h.move('pass').event = 'Pass!'), 'name_malformed transitions/Pass!'],
  ['malformed number word', (h) => (h.definition.numberWord = 'zd'), 'name_malformed numberWord'],
  ['title field that does not exist', (h) => (h.definition.titleField = 'subject'), 'title_field titleField'],
  ['title field that may be empty', (h) => (h.field('draft', 'topic').required = false), 'title_field titleField'],
  ['party from no field', (h) => (h.party('platform').from = 'who'), 'party_field parties/platform/from'],
  [
    'party that may be anything',
    (h) => delete h.field('draft', 'platformId').organisations,
    'party_field parties/platform/from',
  ],
  [
    'party of another kind',
    (h) => h.field('draft', 'platformId').organisations?.push('partner'),
    'party_field parties/platform/from',
  ],
  [
    'no owner',
    (h) => {
      h.party('bureau').owner = false
      h.party('bureau').from = 'platformId'
    },
    'owner_count parties',
    'party_field parties/bureau/from',
  ],
  ['no opening', (h) => h.remove('draft'), 'opening_count transitions'],
  ['two openings', (h) => h.add({ from: [] }), 'opening_count transitions'],
  [
    'opened by who does not own it',
    (h) => (h.move('draft').by = [{ party: 'platform', roles: ['platform_staff'] }]),
    'opening_taker transitions/draft/by',
  ],
  ['one state twice', (h) => h.definition.states.push(h.state('passed')), 'duplicate states/passed'],
  ['unknown holder', (h) => (h.state('passed').holder = 'police'), 'unknown_party states/passed/holder'],
  [
    'hidden from nobody known',
    (h) => h.state('draft').hiddenFrom?.push('police'),
    'unknown_party states/draft/hiddenFrom',
  ],
  ['hidden from its owner', (h) => h.state('draft').hiddenFrom?.push('bureau'), 'hidden_from_owner states/draft'],
  [
    'hidden from its holder',
    (h) => (h.state('rectifying').hiddenFrom = ['platform']),
    'hidden_from_holder states/rectifying',
    'letter_unseen transitions/record/letter',
  ],
  ['nobody’s turn', (h) => delete h.state('passed').holder, 'holder_missing states/passed'],
  ['an end that is somebody’s turn', (h) => (h.state('closed').holder = 'bureau'), 'outcome_held states/closed'],
  ['to an unknown state', (h) => (h.move('close').to = 'archived'), 'unknown_state transitions/close'],
  ['from an unknown state', (h) => h.move('close').from.push('archived'), 'unknown_state transitions/close'],
  ['a move nobody may take', (h) => (h.move('close').by = []), 'nobody_may transitions/close/by'],
  [
    'a move for no role',
    (h) => (h.move('close').by = [{ party: 'bureau', roles: [] }]),
    'nobody_may transitions/close/by',
  ],
  [
    'a move of the system for people',
    (h) => (h.move('close').system = true),
    'system_with_takers transitions/close/by',
  ],
  [
    'taken by an unknown party',
    (h) => h.move('close').by.push({ party: 'police', roles: ['partner_staff'] }),
    'unknown_party transitions/close/by',
  ],
  [
    'a role that the party does not have',
    (h) => h.move('close').by[0]?.roles.push('platform_staff'),
    'role_of_other_kind transitions/close/by',
  ],
  ['an unknown role', (h) => h.move('close').by[0]?.roles.push('judge' as never), 'unknown_role transitions/close/by'],
  [
    'unknown guard',
    (h) => ((h.move('request_inspection').guard as { name: string }).name = 'all_well'),
    'unknown_guard transitions/request_inspection/guard',
  ],
  ['unknown effect', (h) => (h.move('pass').effects = ['credit.raise']), 'unknown_effect transitions/pass/effects'],
  [
    'unknown letter',
    (h) => (h.move('pass').letter = { template: 'praise', to: 'platform' }),
    'unknown_letter transitions/pass/letter',
  ],
  [
    'letter to nobody',
    (h) => (h.move('pass').letter = { template: 'reply_letter', to: 'police' }),
    'unknown_party transitions/pass/letter',
  ],
  [
    'letter about what its reader does not see',
    (h) => (h.move('approve').letter = { template: 'reply_letter', to: 'platform' }),
    'letter_unseen transitions/approve/letter',
  ],
  ['one event to two places', (h) => h.add({ event: 'resume', to: 'inspecting' }), 'duplicate_move transitions/resume'],
  [
    'unreachable state',
    (h) => h.definition.states.push({ ...h.state('closed'), state: 'archived' }),
    'unreachable states/archived',
  ],
  ['an end that is left', (h) => h.add({ from: ['closed'], to: 'passed' }), 'outcome_left transitions/added'],
  ['a trap', (h) => h.remove('resume'), 'unknown_event clocks/rectification', 'no_outcome states/suspended'],
  [
    'a holder that can only stay',
    (h) => {
      h.remove('request_inspection')
      h.clock.stop = ['fail_finally', 'pass']
      h.move('pass').from.push('rectifying')
    },
    'unreachable states/inspecting',
    'holder_stuck states/rectifying',
  ],
  ['unknown rule', (h) => (h.clock.rule = 'whenever'), 'unknown_rule clocks/rectification/rule'],
  ['unknown start', (h) => h.clock.start.push('bang'), 'unknown_event clocks/rectification'],
  ['owed by nobody', (h) => (h.clock.owedBy = 'police'), 'unknown_party clocks/rectification'],
  [
    'nothing starts',
    (h) => {
      h.clock.start = []
      delete h.clock.dueField
    },
    'clock_never_starts clocks/rectification',
  ],
  ['nothing stops', (h) => (h.clock.stop = []), 'clock_never_stops clocks/rectification'],
  ['paused for ever', (h) => delete h.clock.resume, 'pause_without_resume clocks/rectification'],
  ['a day that no form gives', (h) => (h.clock.dueField = 'reason'), 'due_field clocks/rectification/dueField'],
  ['reminder after the day', (h) => h.clock.remindBefore.push(-1), 'reminder_days clocks/rectification/remindBefore'],
  ['runs on at an end', (h) => (h.clock.stop = ['request_inspection']), 'clock_runs_on clocks/rectification'],
  ['stops when it never runs', (h) => h.clock.stop.push('close'), 'clock_event_idle clocks/rectification'],
  ['extended when it never runs', (h) => (h.clock.extend = 'follow_up'), 'clock_event_idle clocks/rectification'],
]

describe('a definition that cannot work is refused with its reason', () => {
  for (const [what, break_, ...expected] of CASES)
    it(what, () => {
      const broken = handle()
      break_(broken)
      const faults = faultsOfDefinition(broken.definition, NAMES)
      expect(faults.map((one) => `${one.code} ${one.path}`).sort()).toEqual([...expected].sort())
      for (const one of faults) expect([one.zh, one.en].every((text) => text.length > 3)).toBe(true)
    })

  it('has a case for every reason', () => {
    const source = readdirSync(import.meta.dirname)
      .filter((name) => name.startsWith('faults-of-') && !name.includes('.test.'))
      .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
      .join('\n')
    const codes = [...source.matchAll(/fault\(\s*'([a-z_]+)'/g)].map((match) => match[1] as string)
    const tried = new Set(CASES.flatMap(([, , ...faults]) => faults.map((one) => one.split(' ')[0])))
    expect(codes.filter((code) => !tried.has(code))).toEqual([])
    expect(codes.length).toBeGreaterThan(20)
  })
})

it.each(PROCESSES.map((one) => [`${one.kind} v${one.version}`, one] as const))('%s has no fault', (_, definition) => {
  expect(faultsOfDefinition(definition, NAMES)).toEqual([])
})

it('no two definitions of one kind and version, no two kinds of one number word', () => {
  const keys = PROCESSES.map((one) => `${one.kind} ${one.version}`)
  expect(new Set(keys).size).toBe(keys.length)
  const words = new Map(PROCESSES.map((one) => [one.kind, one.numberWord]))
  expect(new Set(words.values()).size).toBe(words.size)
})

it('texts cite provisions that the law data holds', () => {
  const cited = [...JSON.stringify(PROCESSES).matchAll(/\b[A-Z]{3} \d+(?:\(\d+\))*/g)].map(([citation]) => citation)
  expect(cited.length).toBeGreaterThan(10)
  expect(cited.filter((citation) => !isKnownCitation(citation, '2026-07-01'))).toEqual([])
})
