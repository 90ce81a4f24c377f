import type { MatchTier, ProblemKind, RejectReason, ReportField, UndecidedReason } from '@redbridge/contract'
import { expect } from 'vitest'
import { checkUscc, createReconciler, explainRow, type ReportMapping } from '../index.ts'
import { codeNo, idNumber, indexOf } from './make.ts'

// A small register and what every test of judgement asks of it: one row in, all that is said of it out.
export const [good, cancelled, revoked, abnormal, serious, moved, both, bare, twin, twin2, lone] = [
  codeNo(1),
  codeNo(2),
  codeNo(3),
  codeNo(4),
  codeNo(5),
  codeNo(6),
  codeNo(7),
  codeNo(8),
  codeNo(9),
  codeNo(10),
  codeNo(11),
]
export const individual = codeNo(50, '92110108')
export const [REG_NO, FREE_REG_NO] = ['110108000000016', '110108000000024']
export const IRREGULAR = `${codeNo(60).slice(0, 17)}${codeNo(60).endsWith('3') ? '4' : '3'}`
export const PERSON = idNumber('11010519900307123')

/** A wrong identity number that by chance passes as a code: what must not be accused of having no licence. */
export const chanceCode = (() => {
  for (let day = 1; day < 29; day++)
    for (let n = 0; n < 1000; n++)
      for (const last of '0123456789X') {
        const text = `110105199003${String(day).padStart(2, '0')}${String(n).padStart(3, '0')}${last}`
        if (checkUscc(text).valid && idNumber(text.slice(0, 17)) !== text) return text
      }
  throw new Error('none')
})()
/** A right identity number that by chance passes as a code too. */
export const chancePerson = (() => {
  for (let month = 1; month < 13; month++)
    for (let day = 1; day < 29; day++)
      for (let n = 0; n < 1000; n++) {
        const text = idNumber(
          `1101051990${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(n).padStart(3, '0')}`,
        )
        if (checkUscc(text).valid) return text
      }
  throw new Error('none')
})()

export const index = indexOf(
  [
    {
      rows: [
        {
          uscc: good,
          name: '北京红桥商贸有限公司',
          representative: '王红',
          status: '存续',
          city: '海淀',
          province: '北京',
        },
        { uscc: cancelled, name: '北京注销商贸有限公司', status: '注销' },
        { uscc: revoked, name: '北京吊销商贸有限公司', status: '吊销，未注销' },
        { uscc: abnormal, name: '北京异常商贸有限公司', abnormal: '是' },
        { uscc: serious, name: '北京失信商贸有限公司', serious: '是' },
        { uscc: moved, name: '北京迁出商贸有限公司', status: '迁出' },
        { uscc: both, name: '北京双重商贸有限公司', status: '吊销', abnormal: '是', serious: '是' },
        { uscc: bare, name: '***', representative: '李桥' },
        { uscc: twin, name: '同名小店', city: '海淀', representative: '赵一' },
        { uscc: twin2, name: '同名小店', city: '朝阳', representative: '赵二' },
        { uscc: lone, name: '独名小店', city: '海淀' },
        { uscc: individual, name: '海淀区红桥小吃店', representative: '周小红' },
        { uscc: codeNo(51), name: '北京有号商贸有限公司', regNo: REG_NO },
        { uscc: IRREGULAR, name: '北京错码商贸有限公司' },
      ],
    },
  ],
  { coverage: ['11'] },
)

export type Cells = Partial<Record<ReportField, string>>
export interface Said {
  kinds?: ProblemKind[]
  undecided?: UndecidedReason
  rejects?: RejectReason[]
  tier?: MatchTier
  notes?: string[]
  /** code of the register entry shown */
  entry?: string
}
export const FIELDS: ReportField[] = [
  'name',
  'uscc',
  'representative',
  'idNumber',
  'address',
  'phone',
  'shopName',
  'shopUrl',
  'exemption',
  'overThreshold',
]
export const MAPPING = Object.fromEntries(FIELDS.map((field, i) => [field, i])) as ReportMapping
export const lineOf = (cells: Cells) => FIELDS.map((field) => cells[field] ?? '')

export const judge = (
  bytes: Uint8Array,
  options: { mapping?: ReportMapping; columns?: number; coverage?: string[] | null } = {},
): Said => {
  const { mapping = MAPPING, columns = FIELDS.length } = options
  const result = createReconciler(index, {
    mapping,
    columns,
    ...('coverage' in options && { coverage: options.coverage ?? null }),
  }).chunk(bytes)
  expect(result.rows).toBe(1)
  const { kinds, undecided, rejects, tier, notes, entry } = explainRow(index, result, 0, mapping)
  return { kinds, rejects, tier, notes, ...(undecided && { undecided }), ...(entry && { entry: entry.uscc }) }
}
export const clear = { kinds: [], rejects: [], tier: 'none', notes: [] }
export const put = (text: string, i: number, c: string) => text.slice(0, i) + c + text.slice(i + 1)
export const slip = put(good, 10, good[10] === '7' ? '8' : '7')
export const name = '北京红桥商贸有限公司'
