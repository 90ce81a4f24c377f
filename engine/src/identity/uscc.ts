import { USCC_WEIGHTS, VALUE31 } from './code-tables.ts'
import { foldName } from './fold.ts'
import { orgCodeHolds } from './pack-code.ts'
import { checkRegNo } from './reg-no.ts'
import { forEachRepair } from './repair-code.ts'

export type UsccFault = 'empty' | 'length' | 'alphabet' | 'check_digit' | 'org_code_check'

/** What a reported unified social credit code turned out to be. */
export interface UsccCheck {
  readonly valid: boolean
  /** `reg_no` = a valid 15-digit registration number, the accepted older identifier. */
  readonly kind: 'uscc' | 'reg_no' | 'none'
  readonly reason?: UsccFault
  /** form differences folded away: half width, capitals, no spaces, dashes or invisible characters */
  readonly normalised: string
  /** valid codes one slip away, look-alikes (O for 0, I for 1) first; proposals, to be confirmed by a register */
  readonly repairs: readonly string[]
}

/**
 * Checks a unified social credit code (GB 32100-2015: 18 characters, weights 3^(i-1) mod 31; positions 9–17 an
 * organisation code of GB 11714). The region part (positions 3–8) is never ground to reject: 7.8 % of real codes carry
 * one that today's GB/T 2260 does not know.
 *
 * @example checkUscc('91350100M000100Y43').valid // true
 * @example checkUscc('9135O100M000100Y43').repairs // ['91350100M000100Y43']
 */
export function checkUscc(text: string): UsccCheck {
  const normalised = normaliseCode(text)
  if (checkRegNo(normalised)) return { valid: true, kind: 'reg_no', normalised, repairs: [] }
  const reason = findFault(normalised)
  if (reason === undefined) return { valid: true, kind: 'uscc', normalised, repairs: [] }
  return { valid: false, kind: 'none', reason, normalised, repairs: reason === 'empty' ? [] : repairUscc(normalised) }
}

/** A code without its differences of form: `９１ 350100-M000100Y43` → `91350100M000100Y43`. */
export const normaliseCode = (text: string): string => foldName(text).replace(/[-'"`·]/g, '')

/** The first thing wrong with a normalised code, undefined when it is valid. */
export function findFault(code: string): UsccFault | undefined {
  if (code === '') return 'empty'
  if (code.length !== 18) return 'length'
  let sum = 0
  for (let i = 0; i < 18; i++) {
    const value = value31(code.charCodeAt(i))
    if (value < 0) return 'alphabet'
    sum += value * USCC_WEIGHTS[i]!
  }
  if (sum % 31 !== 0) return 'check_digit'
  return orgCodeHolds(Buffer.from(code, 'latin1'), 8) ? undefined : 'org_code_check'
}

const value31 = (unit: number): number => (unit < 256 ? VALUE31[unit]! : -1)

/** A normalised code as bytes; what lies beyond ASCII becomes `?`, which stands for no character of a code. */
export const codeBytes = (code: string): Buffer => Buffer.from(code.replace(/[^\x20-\x7e]/g, '?'), 'latin1')

/** Valid codes one slip away from a normalised code, the look-alike reading first. */
export function repairUscc(code: string): string[] {
  if (code.length < 17 || code.length > 19) return []
  const bytes = codeBytes(code)
  const found: string[] = []
  forEachRepair(bytes, bytes.length, (repaired) => {
    const text = Buffer.from(repaired).toString('latin1')
    if (!found.includes(text)) found.push(text)
  })
  return found
}
