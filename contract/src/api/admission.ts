import { z } from 'zod'
import { ADMISSION_REASONS } from '../vocabulary.ts'

// POST /api/admission-checks (one) · the answer comes from memory, in real time
export const AdmissionCheck = z.object({
  uscc: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  representative: z.string().trim().max(100).optional(),
})
export type AdmissionCheck = z.infer<typeof AdmissionCheck>

export const AdmissionAnswer = z.object({
  /** pass: real, consistent, in good standing · refuse: must not be admitted · review: a person should look */
  result: z.enum(['pass', 'refuse', 'review']),
  real: z.boolean().nullable(),
  consistent: z.boolean().nullable(),
  inGoodStanding: z.boolean().nullable(),
  reasons: z.array(z.object({ code: z.enum(ADMISSION_REASONS), zh: z.string(), en: z.string() })),
  /** name as registered, when the code is in the register and the name fits or nearly fits */
  registeredName: z.string().nullable(),
  /** a likely intended code, when the given one is a slip of the pen */
  proposedCode: z.string().nullable(),
  register: z.object({ asOf: z.string(), version: z.string() }),
  checkedAt: z.string(),
  validUntil: z.string(),
})
export type AdmissionAnswer = z.infer<typeof AdmissionAnswer>
