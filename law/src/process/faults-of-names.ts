import type { ProcessDefinition, ProcessState, ProcessTransition } from '@redbridge/contract'
import { fault, openingsOf, type ProcessFault, type ProcessNames, repeated, unless } from './fault.ts'

const NAME = /^[a-z][a-z0-9_]*$/

const unknown = (what: string, zh: string, path: string, name: string): ProcessFault =>
  fault(`unknown_${what}`, path, `${zh}“${name}”不存在`, `there is no ${what} ${name}`)

const known = (list: readonly string[], name: string | undefined, otherwise: (name: string) => ProcessFault) =>
  name === undefined || list.includes(name) ? [] : [otherwise(name)]

const faultsOfWords = (definition: ProcessDefinition): ProcessFault[] => {
  const lists: [string, string[]][] = [
    ['parties', definition.parties.map((one) => one.role)],
    ['states', definition.states.map((one) => one.state)],
    ['clocks', definition.clocks.map((one) => one.id)],
  ]
  const names: [string, string][] = [
    ['kind', definition.kind],
    ...lists.flatMap(([at, list]) => list.map((name): [string, string] => [`${at}/${name}`, name])),
    ...definition.transitions.map((one): [string, string] => [`transitions/${one.event}`, one.event]),
  ]
  return [
    ...names
      .filter(([, name]) => !NAME.test(name))
      .map(([path]) => fault('name_malformed', path, '名称应为小写字母、数字和下划线', 'not a lower-case name')),
    ...unless(
      /^[A-Z]{2,4}$/.test(definition.numberWord),
      fault('name_malformed', 'numberWord', '编号字头应为两至四个大写字母', 'not two to four capital letters'),
    ),
    ...lists.flatMap(([at, list]) =>
      repeated(list).map((name) => fault('duplicate', `${at}/${name}`, '名称重复', 'two of one name')),
    ),
  ]
}

const faultsOfState = (definition: ProcessDefinition, state: ProcessState): ProcessFault[] => {
  const at = `states/${state.state}`
  const roles = definition.parties.map((party) => party.role)
  const owner = definition.parties.find((party) => party.owner)?.role
  const hidden = state.hiddenFrom ?? []
  return [
    ...known(roles, state.holder, (name) => unknown('party', '当事方', `${at}/holder`, name)),
    ...hidden.flatMap((role) => known(roles, role, (name) => unknown('party', '当事方', `${at}/hiddenFrom`, name))),
    ...unless(
      owner === undefined || !hidden.includes(owner),
      fault('hidden_from_owner', at, '不能对事项所属方隐藏', 'hidden from the party whose matter it is'),
    ),
    ...unless(
      state.holder === undefined || state.holder === owner || !hidden.includes(state.holder),
      fault('hidden_from_holder', at, '不能对当前承办方隐藏', 'hidden from the party whose turn it is'),
    ),
    ...unless(
      state.outcome === true || state.holder !== undefined,
      fault('holder_missing', at, '未结束的状态没有承办方', 'not an end, yet nobody’s turn'),
    ),
    ...unless(
      state.outcome !== true || state.holder === undefined,
      fault('outcome_held', at, '已结束的状态不应有承办方', 'an end, yet somebody’s turn'),
    ),
  ]
}

const faultsOfTakers = (
  definition: ProcessDefinition,
  transition: ProcessTransition,
  roles: ProcessNames['roles'],
): ProcessFault[] => {
  const at = `transitions/${transition.event}/by`
  const nobody = transition.by.every((taker) => taker.roles.length === 0)
  return [
    ...unless(
      transition.system === true || !nobody,
      fault('nobody_may', at, '没有人可以进行此操作', 'nobody may take this move'),
    ),
    ...unless(
      transition.system !== true || transition.by.length === 0,
      fault('system_with_takers', at, '由系统进行的操作不应指定人员', 'a move of the system that people may take'),
    ),
    ...transition.by.flatMap((taker) => {
      const party = definition.parties.find((one) => one.role === taker.party)
      if (!party) return [unknown('party', '当事方', at, taker.party)]
      return taker.roles.flatMap((role): ProcessFault[] => {
        const kind = roles[role]?.kind
        if (!kind) return [unknown('role', '角色', at, role)]
        const zh = `角色“${role}”不属于${party.text.zh}的单位类别`
        return unless(
          party.kinds.includes(kind),
          fault('role_of_other_kind', at, zh, `no organisation that is the ${party.role} has the role ${role}`),
        )
      })
    }),
  ]
}

const faultsOfTransition = (
  definition: ProcessDefinition,
  transition: ProcessTransition,
  names: ProcessNames,
): ProcessFault[] => {
  const at = `transitions/${transition.event}`
  const states = definition.states.map((one) => one.state)
  const { letter } = transition
  const target = definition.states.find((one) => one.state === transition.to)
  return [
    ...[...transition.from, transition.to].flatMap((state) =>
      known(states, state, (name) => unknown('state', '状态', at, name)),
    ),
    ...faultsOfTakers(definition, transition, names.roles),
    ...known(names.guards, transition.guard?.name, (name) => unknown('guard', '条件', `${at}/guard`, name)),
    ...(transition.effects ?? []).flatMap((effect) =>
      known(names.effects, effect, (name) => unknown('effect', '联动', `${at}/effects`, name)),
    ),
    ...(transition.checks ?? []).flatMap((check) =>
      known(names.checks ?? [], check, (name) => unknown('check', '核验', `${at}/checks`, name)),
    ),
    ...known(names.letters, letter?.template, (name) => unknown('letter', '文书', `${at}/letter`, name)),
    ...known(
      definition.parties.map((party) => party.role),
      letter?.to,
      (name) => unknown('party', '当事方', `${at}/letter`, name),
    ),
    ...unless(
      !letter || !target?.hiddenFrom?.includes(letter.to),
      fault(
        'letter_unseen',
        `${at}/letter`,
        '文书的收件方看不到本事项',
        'a letter to a party that does not see the matter',
      ),
    ),
  ]
}

const faultsOfMoves = (definition: ProcessDefinition): ProcessFault[] => {
  const owner = definition.parties.find((party) => party.owner)?.role
  const pairs = definition.transitions.flatMap((one) => one.from.map((from) => `${one.event}|${from}`))
  const openings = openingsOf(definition)
  const owners = definition.parties.filter((party) => party.owner).length
  return [
    ...unless(
      openings.length === 1,
      fault('opening_count', 'transitions', '应当有且只有一个开始操作', 'exactly one move opens a matter'),
    ),
    ...unless(
      owners === 1,
      fault('owner_count', 'parties', '应当有且只有一个所属方', 'exactly one party owns the matter'),
    ),
    ...openings.flatMap((opening) =>
      unless(
        owners !== 1 || opening.by.every((taker) => taker.party === owner),
        fault(
          'opening_taker',
          `transitions/${opening.event}/by`,
          '只有所属方可以开始事项',
          'only the owner opens a matter',
        ),
      ),
    ),
    ...repeated(pairs).map((pair) => {
      const [event, from] = pair.split('|')
      return fault(
        'duplicate_move',
        `transitions/${event}`,
        `状态“${from}”下同一操作有两种结果`,
        `the same event twice from ${from}`,
      )
    }),
  ]
}

/** Every name that a definition uses exists, and fits the place it is used in. */
export const faultsOfNames = (definition: ProcessDefinition, names: ProcessNames): ProcessFault[] => [
  ...faultsOfWords(definition),
  ...definition.states.flatMap((state) => faultsOfState(definition, state)),
  ...definition.transitions.flatMap((one) => faultsOfTransition(definition, one, names)),
  ...faultsOfMoves(definition),
]
