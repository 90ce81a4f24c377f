import type { ErrorCode } from '@redbridge/contract'

/** Why a bulk action leaves a row out; `error` is what a caller who named this one row alone is told. */
export interface Exclusion {
  readonly zh: string
  readonly en: string
  readonly error: ErrorCode
}

export const EXCLUSIONS = {
  not_found: {
    zh: '记录不存在或不在管辖范围内',
    en: 'No such record, or outside your jurisdiction',
    error: 'not_found',
  },
  changed: { zh: '已被他人更新', en: 'Changed by somebody else meanwhile', error: 'conflict' },
  batch: {
    zh: '所属报送尚未完成比对或已被替换',
    en: 'Its report is not matched yet, or was replaced',
    error: 'batch_not_checked',
  },
  state: { zh: '当前状态不能进行此操作', en: 'Not possible in its present state', error: 'move_not_allowed' },
  needs_person: {
    zh: '不是按规则认定的，须逐条或勾选后判断',
    en: 'Not found by rule: to be decided one by one or ticked by name',
    error: 'move_not_allowed',
  },
  kind_needed: { zh: '存疑记录须先选定问题类型', en: 'Undecided: choose its kind first', error: 'bad_request' },
  recheck_failed: {
    zh: '更正后的信息与登记库复核仍不一致，须逐条核查',
    en: 'The corrected data still does not agree with the register: look at it singly',
    error: 'move_not_allowed',
  },
} as const satisfies Record<string, Exclusion>
export type ExclusionCode = keyof typeof EXCLUSIONS
