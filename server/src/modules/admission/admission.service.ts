import {
  ADMISSION_REASON_TEXT,
  type ADMISSION_REASONS,
  type AdmissionAnswer,
  type AdmissionCheck,
} from '@redbridge/contract'
import {
  checkAdmission,
  checkUscc,
  type RegisterIndex,
  type AdmissionAnswer as Verdict,
} from '@redbridge/engine/identity'
import { AppError } from '../../platform/errors.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { registerIndexFor, registerOfBureau } from '../registers/index.ts'

interface Source {
  readonly index: RegisterIndex
  readonly asOf: string
  readonly no: number
  readonly coverage: readonly string[]
}

// Which register stands for a division changes a few times a year; asking once every five seconds keeps a check in memory.
const FRESH_MS = 5_000
const known = new WeakMap<object, Map<string, { at: number; source: Promise<Source | null> }>>()

const sourceFor = (platform: Platform, division: string): Promise<Source | null> => {
  const cache = known.get(platform) ?? new Map<string, { at: number; source: Promise<Source | null> }>()
  known.set(platform, cache)
  const hit = cache.get(division)
  if (hit && Date.now() - hit.at < FRESH_MS) return hit.source
  const source = (async () => {
    const register = await registerOfBureau(platform, division)
    const index = register && (await registerIndexFor(platform, register.versionId))
    return register && index ? { index, asOf: register.asOf, no: register.no, coverage: register.coverage } : null
  })()
  cache.set(division, { at: Date.now(), source })
  source.catch(() => cache.delete(division))
  return source
}

/** An answer holds until the register could have changed: one day, as registers are delivered daily at best. */
const VALID_MS = 24 * 3600 * 1000

export const check = async (ctx: Ctx, input: AdmissionCheck): Promise<AdmissionAnswer> => {
  const source = await sourceFor(ctx.platform, ctx.actor.organisation.division)
  if (!source) throw new AppError('register_missing')
  const verdict = checkAdmission(source.index, {
    uscc: input.uscc,
    name: input.name,
    ...(input.representative ? { representative: input.representative } : {}),
  })
  const now = ctx.platform.clock.now()
  return {
    result: resultOf(verdict),
    real: verdict.real,
    consistent: verdict.consistent,
    inGoodStanding: verdict.standing === 'unknown' ? null : verdict.standing === 'good',
    reasons: reasonsOf(verdict, input).map((code) => ({ code, ...ADMISSION_REASON_TEXT[code] })),
    registeredName: verdict.real ? (verdict.entry?.name ?? null) : null,
    proposedCode: verdict.real === false && verdict.entry && verdict.tier !== 'none' ? verdict.entry.uscc : null,
    register: { asOf: source.asOf, version: String(source.no) },
    checkedAt: now.toISOString(),
    validUntil: new Date(now.getTime() + VALID_MS).toISOString(),
  }
}

/** What cannot be cured refuses; what a person should weigh (abnormal operation, another representative, another register) is for review. */
const resultOf = (verdict: Verdict): AdmissionAnswer['result'] => {
  if (verdict.admissible) return 'pass'
  if (verdict.real === null) return 'review'
  if (!verdict.real || verdict.kinds.includes('name_mismatch')) return 'refuse'
  return verdict.standing === 'good' || verdict.standing === 'abnormal_operation' ? 'review' : 'refuse'
}

type Reason = (typeof ADMISSION_REASONS)[number]
const reasonsOf = (verdict: Verdict, input: AdmissionCheck): Reason[] => {
  const reasons: Reason[] = []
  if (verdict.real === null) reasons.push('code_outside_register')
  if (verdict.real === false) {
    const { valid, reason } = checkUscc(input.uscc)
    if (!valid) reasons.push(reason === 'check_digit' ? 'code_check_digit' : 'code_malformed')
    reasons.push('code_not_registered')
  }
  if (verdict.real) {
    if (verdict.kinds.includes('name_mismatch')) reasons.push('name_mismatch')
    else if (verdict.notes.length) reasons.push('name_form_differs')
    if (verdict.representativeFits === false) reasons.push('representative_mismatch')
    else if (!input.representative) reasons.push('representative_not_given')
    for (const kind of ['cancelled', 'revoked', 'serious_violation', 'abnormal_operation'] as const)
      if (verdict.kinds.includes(kind)) reasons.push(kind)
    if (verdict.standing === 'good') reasons.push('in_good_standing')
  }
  return reasons
}
