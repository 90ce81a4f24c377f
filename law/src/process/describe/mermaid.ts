import type { ProcessDefinition } from '@redbridge/contract'

/**
 * The diagram of a definition as Mermaid text, which code hosts draw: states and moves with their Chinese names.
 * @example mermaidOf(PROBLEM_PUSH).split('\n')[0] // 'stateDiagram-v2'
 */
export const mermaidOf = ({ states, transitions }: ProcessDefinition): string => {
  const outcomes = states.filter((state) => state.outcome)
  return [
    'stateDiagram-v2',
    '  direction LR',
    ...states.map(({ state, text }) => `  state "${text.zh}" as ${state}`),
    ...transitions.flatMap(({ text, from, to }) =>
      (from.length > 0 ? from : ['[*]']).map((state) => `  ${state} --> ${to}: ${text.zh}`),
    ),
    ...outcomes.map(({ state }) => `  ${state} --> [*]`),
  ].join('\n')
}
