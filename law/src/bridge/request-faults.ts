import type { RequestFault } from '@redbridge/contract'
import { holdsOn } from '../dated.ts'
import type { RequestContext, RequestDraft, RequestRule } from './request-rule.ts'
import { RULES_OF_AUTHORITY } from './rules-of-authority.ts'
import { RULES_OF_FORM } from './rules-of-form.ts'
import { RULES_OF_MEMORANDUM } from './rules-of-memorandum.ts'
import { RULES_OF_PAPERS } from './rules-of-papers.ts'
import { RULES_OF_TIME } from './rules-of-time.ts'

/** Every rule that a request for assistance is held to, dated, with where it comes from. */
export const REQUEST_RULES: readonly RequestRule[] = [
  ...RULES_OF_AUTHORITY,
  ...RULES_OF_FORM,
  ...RULES_OF_TIME,
  ...RULES_OF_PAPERS,
  ...RULES_OF_MEMORANDUM,
]

const basisOf = (rule: RequestRule, { memorandum }: RequestContext): string | null =>
  rule.id.startsWith('memorandum_') && memorandum ? memorandum.number : rule.basis

/**
 * What is not lawful or not whole about a request, by the rules in force on `context.day`. Pure: what the database
 * knows (level, authorisation, memorandum) is in the context. Empty, or nothing `blocking`: it may be sent.
 * Never throws for a form of the right shape, however little of it is filled in.
 * Source: REQUEST_RULES (NTC, ECL 25, APL 42; practice where no provision is known).
 * @example requestFaults({}, context).some((one) => one.rule === 'basis_named') // true
 * @example requestFaults({ reach: 'area' }, ofCounty).find((one) => one.rule === 'reach_authorised')?.basis // 'NTC'
 */
export const requestFaults = (form: RequestDraft, context: RequestContext): RequestFault[] =>
  REQUEST_RULES.filter((rule) => holdsOn(rule, context.day)).flatMap((rule) =>
    rule.find(form, context).map(({ pointer, zh, en }) => ({
      rule: rule.id,
      pointer,
      zh,
      en,
      basis: basisOf(rule, context),
      blocking: rule.blocking,
    })),
  )
