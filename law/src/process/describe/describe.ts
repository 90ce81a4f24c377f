import {
  type FormField,
  type ProcessClock,
  type ProcessDefinition,
  type ProcessState,
  type ProcessTransition,
  ROLE_TEXT,
  type Text,
} from '@redbridge/contract'
import { needsConfirmation } from '../../dated.ts'
import type { DeadlineRule } from '../../deadline/deadline-rule.ts'
import { DEADLINE_RULES } from '../../deadline/rules/index.ts'
import { citeZh } from '../../look-up.ts'
import { mermaidOf } from './mermaid.ts'

type Row = readonly string[]

const table = (head: Row, rows: readonly Row[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)

const both = ({ zh, en }: Text): string => `${zh} ${en}`
const dash = (text: string | undefined): string => text || '—'

/** Words of a party by its role. */
const partyWords = (definition: ProcessDefinition, role: string | undefined): string =>
  dash(definition.parties.find((party) => party.role === role)?.text.zh)

const stateRow = (definition: ProcessDefinition, state: ProcessState): Row => [
  `\`${state.state}\``,
  state.text.zh,
  state.text.en,
  state.outcome ? '结束 end' : partyWords(definition, state.holder),
  dash(state.hiddenFrom?.map((role) => partyWords(definition, role)).join('、')),
]

const asked = (form: readonly FormField[]): string =>
  dash(form.map((field) => `${field.label.zh} \`${field.name}\`${field.required ? '＊' : ''}`).join('<br>'))

/** Who may: roles by party, a role of a kind of organisation that the party can be. */
const takers = (definition: ProcessDefinition, { by, system }: ProcessTransition): string =>
  system
    ? '系统'
    : by
        .map(
          ({ party, roles }) =>
            `${partyWords(definition, party)}（${roles.map((role) => ROLE_TEXT[role].zh).join('、')}）`,
        )
        .join('；')

const remarks = (definition: ProcessDefinition, one: ProcessTransition): string =>
  [
    one.internal ? '不对外显示 internal' : '',
    one.undo ? '撤销性操作 undo' : '',
    one.guard ? `条件 guard \`${one.guard.name}\`：${both(one.guard.text)}` : '',
    one.letter ? `文书 letter：\`${one.letter.template}\` → ${partyWords(definition, one.letter.to)}` : '',
    ...(one.effects ?? []).map((effect) => `联动 effect：\`${effect}\``),
    one.about ? both(one.about) : '',
  ]
    .filter(Boolean)
    .join('<br>')

const moveRow = (definition: ProcessDefinition, one: ProcessTransition): Row => {
  const from = one.from.length > 0 ? one.from.map((state) => `\`${state}\``).join(', ') : '（开始 opening）'
  return [
    `\`${one.event}\``,
    both(one.text),
    `${from} → \`${one.to}\``,
    takers(definition, one),
    asked(one.form),
    dash(remarks(definition, one)),
  ]
}

const UNITS: Record<DeadlineRule['unit'], string> = {
  working_day: '个工作日',
  calendar_day: '日',
  month: '个月',
  year: '年',
  hour: '小时',
}

const ruleWords = ({ rule }: ProcessClock): string => {
  // the latest row: what a clock that starts from now on is counted by
  const found = DEADLINE_RULES.findLast((one) => one.id === rule)
  if (!found) return `\`${rule}\``
  const basis = found.basis ? citeZh(found.basis, found.from) : '本系统建议值'
  return `\`${rule}\`：${found.amount}${UNITS[found.unit]}，${basis}${needsConfirmation(found) ? '（待确认）' : ''}`
}

/** Events of a clock by name: their words stand in the table of moves. */
const clockRow = (definition: ProcessDefinition, clock: ProcessClock): Row => {
  const events = (names: readonly string[] | undefined) => dash((names ?? []).map((event) => `\`${event}\``).join(', '))
  const tolled = clock.pause ? `${events(clock.pause)} / ${events(clock.resume)}` : '—'
  return [
    both(clock.text),
    ruleWords(clock) + (clock.dueField ? '；表单可以指定期限' : ''),
    partyWords(definition, clock.owedBy),
    events(clock.start),
    events(clock.stop),
    tolled,
    events(clock.extend ? [clock.extend] : []),
  ]
}

/**
 * A page of Markdown about a definition for those who work by it and those who build on it: parties, diagram, states,
 * moves with their forms and letters, clocks with their articles. Chinese first, as on screen.
 * @example describeProcess(PROBLEM_PUSH).startsWith('# 问题经营主体推送处置') // true
 */
export const describeProcess = (definition: ProcessDefinition): string => {
  const { kind, version, title, about, numberWord, parties, states, transitions, clocks } = definition
  return [
    `# ${both(title)}`,
    '',
    `\`${kind}\`, version ${version}, numbers ${numberWord}-2026-000001. Generated from the definition.`,
    '',
    about.zh,
    '',
    about.en,
    '',
    '```mermaid',
    mermaidOf(definition),
    '```',
    '',
    '## Parties 当事方',
    '',
    ...table(
      ['Role', '中文', 'English', 'Kinds of organisation', 'Named by'],
      parties.map((party) => [
        `\`${party.role}\``,
        party.text.zh,
        party.text.en,
        party.kinds.join(', '),
        party.owner ? 'whoever opens it' : `\`${party.from}\``,
      ]),
    ),
    '',
    '## States 状态',
    '',
    ...table(
      ['State', '中文', 'English', 'Whose turn 承办', 'Hidden from 不可见'],
      states.map((state) => stateRow(definition, state)),
    ),
    '',
    '## Moves 操作',
    '',
    '＊ must be filled in.',
    '',
    ...table(
      ['Event', 'Words', 'From → to', 'Who may 操作人', 'Form 表单', 'Remarks'],
      transitions.map((one) => moveRow(definition, one)),
    ),
    '',
    '## Clocks 期限',
    '',
    ...(clocks.length === 0
      ? ['None.']
      : table(
          [
            'Clock',
            'Rule 规则',
            'Owed by 责任方',
            'Starts 起算',
            'Stops 停止',
            'Tolled / resumed 扣除',
            'Extended 延长',
          ],
          clocks.map((clock) => clockRow(definition, clock)),
        )),
    '',
  ].join('\n')
}

/** The index of those pages. */
export const describeProcesses = (definitions: readonly ProcessDefinition[]): string =>
  [
    '# Processes 事项流程',
    '',
    'Every kind of matter, generated from its definition (`npm test -- law/src/process/describe -u` writes these pages anew). A further kind is one file beside the others and its line in the list there; what makes a definition impossible is refused at the start with its reason.',
    '',
    ...table(
      ['Kind', '中文', 'English', 'Number', 'States', 'Moves', 'Clocks'],
      definitions.map(({ kind, title, numberWord, states, transitions, clocks }) => [
        `[\`${kind}\`](${kind}.md)`,
        title.zh,
        title.en,
        numberWord,
        `${states.length}`,
        `${transitions.length}`,
        `${clocks.length}`,
      ]),
    ),
    '',
  ].join('\n')
