import { z } from 'zod'

// POST /api/admission-checks (one) · the answer comes from memory, in real time
export const AdmissionCheck = z.object({
  uscc: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  representative: z.string().trim().max(100).optional(),
})
export type AdmissionCheck = z.infer<typeof AdmissionCheck>

export const ADMISSION_REASONS = [
  'code_malformed',
  'code_check_digit',
  'code_not_registered',
  'code_outside_register',
  'name_mismatch',
  'name_form_differs',
  'representative_mismatch',
  'representative_not_given',
  'cancelled',
  'revoked',
  'abnormal_operation',
  'serious_violation',
  'in_good_standing',
] as const
export const ADMISSION_REASON_TEXT: Record<(typeof ADMISSION_REASONS)[number], { zh: string; en: string }> = {
  code_malformed: { zh: '代码长度或字符不符合 GB 32100', en: 'Code has a wrong length or characters (GB 32100)' },
  code_check_digit: { zh: '代码校验位不正确', en: 'Code fails its check digit' },
  code_not_registered: { zh: '登记库中查无此代码', en: 'The register holds no such code' },
  code_outside_register: {
    zh: '登记地不在本登记库范围，无法核验',
    en: 'Registered outside this register’s coverage; cannot be checked',
  },
  name_mismatch: { zh: '名称与该代码的登记名称不一致', en: 'Name differs from the one registered under this code' },
  name_form_differs: {
    zh: '名称仅书写形式不同（全角、繁体、空格等）',
    en: 'Name differs in form only (width, traditional characters, spaces)',
  },
  representative_mismatch: { zh: '法定代表人与登记不一致', en: 'Representative differs from the register' },
  representative_not_given: { zh: '未提供法定代表人，未核对', en: 'No representative given; not compared' },
  cancelled: { zh: '已注销', en: 'Cancelled' },
  revoked: { zh: '已吊销', en: 'Revoked' },
  abnormal_operation: { zh: '列入经营异常名录', en: 'On the abnormal-operation list' },
  serious_violation: { zh: '列入严重违法失信名单', en: 'On the serious-violation list' },
  in_good_standing: { zh: '登记状态正常', en: 'In good standing' },
}
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
