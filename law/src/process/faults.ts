import type { ProcessDefinition } from '@redbridge/contract'
import type { ProcessFault, ProcessNames } from './fault.ts'
import { faultsOfClocks } from './faults-of-clocks.ts'
import { faultsOfFlow } from './faults-of-flow.ts'
import { faultsOfForms } from './faults-of-forms.ts'
import { faultsOfNames } from './faults-of-names.ts'
import { faultsOfTexts } from './faults-of-texts.ts'

/**
 * Every reason why a definition cannot work, each with its place and a sentence in Chinese and English; empty for a good
 * one. Ways through the states are walked only when all names exist, so that one slip is one fault.
 * @example faultsOfDefinition(PROBLEM_PUSH, { rules: [], guards: [], effects: [], letters: [], roles: ROLE_TEXT })[0].code
 *   // 'unknown_effect'
 */
export const faultsOfDefinition = (definition: ProcessDefinition, names: ProcessNames): ProcessFault[] => {
  const faults = [...faultsOfTexts(definition), ...faultsOfForms(definition), ...faultsOfNames(definition, names)]
  if (faults.length > 0) return faults
  return [...faultsOfFlow(definition, names), ...faultsOfClocks(definition, names)]
}
