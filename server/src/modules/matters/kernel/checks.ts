import type { FormValues, ProcessTransition, RequestFault, Text } from '@redbridge/contract'
import type { Tx } from '../../../platform/db/pool.ts'
import type { CheckedMatter } from '../../../platform/effects.ts'
import type { Told } from './check.ts'
import type { Act, LoadedMatter, Refusal } from './types.ts'

// Conditions that other modules know (what a bureau may ask, what a memorandum allows): asked for all matters at once,
// before anything is written, so that a bulk move names those at fault and moves the others.

interface Checkable {
  readonly matter: LoadedMatter
  readonly permitted: { readonly transition: ProcessTransition }
  readonly told: readonly Told[]
}

/** Refusals of the matters that a check finds at fault, by matter id. */
export const runChecks = async (
  act: Act,
  tx: Tx,
  ready: readonly Checkable[],
  formOf: (matterId: string) => FormValues,
): Promise<Map<string, Refusal>> => {
  const refused = new Map<string, Refusal>()
  for (const name of new Set(ready.flatMap(({ permitted }) => permitted.transition.checks ?? []))) {
    const concerned = ready.filter(({ permitted }) => permitted.transition.checks?.includes(name))
    const asked = concerned.map((one) =>
      checked(one.matter, one.permitted.transition, one.told, formOf(one.matter.row.id)),
    )
    const faults = await ask(act, tx, name, asked)
    for (const { matter } of concerned) {
      const blocking = (faults.get(matter.row.id) ?? []).filter((one) => one.blocking)
      if (blocking.length > 0) refused.set(matter.row.id, refusalOf(matter, blocking))
    }
  }
  return refused
}

const checked = (
  { row, parties }: LoadedMatter,
  { event }: ProcessTransition,
  told: readonly Told[],
  form: FormValues,
): CheckedMatter => ({ matterId: row.id, kind: row.kind, event, parties, told, form })

const ask = (act: Act, tx: Tx, name: string, matters: readonly CheckedMatter[]) => {
  const check = act.platform.checks[name]
  if (!check) throw new Error(`No check ${name}`)
  return check({ platform: act.platform, actor: act.actor, tx, now: act.now }, matters)
}

const refusalOf = (matter: LoadedMatter, faults: readonly RequestFault[]): Refusal => ({
  id: matter.row.id,
  number: matter.row.number,
  code: 'not_lawful',
  ...wordsOf(faults),
  state: matter.row.state,
  version: matter.row.version,
  faults,
})

const wordsOf = (faults: readonly RequestFault[]): Text => ({
  zh: faults.map((one) => one.zh).join('；'),
  en: faults.map((one) => one.en).join('; '),
})

/** Why each of the possible moves of one matter would be refused, by event; moves whose form decides are not asked. */
export const blockedByChecks = async (
  act: Act,
  tx: Tx,
  at: { matter: LoadedMatter; moves: readonly ProcessTransition[]; told: readonly Told[] },
): Promise<Map<string, Text>> => {
  const blocked = new Map<string, Text>()
  for (const transition of at.moves.filter((one) => one.checks && one.form.length === 0))
    for (const name of transition.checks ?? []) {
      const faults = await ask(act, tx, name, [checked(at.matter, transition, at.told, {})])
      const blocking = (faults.get(at.matter.row.id) ?? []).filter((one) => one.blocking)
      if (blocking.length > 0) blocked.set(transition.event, wordsOf(blocking))
    }
  return blocked
}
