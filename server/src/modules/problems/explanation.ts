import { PROBLEM_KIND_TEXT, type ProblemKind, UNDECIDED_REASON_TEXT, type UndecidedReason } from '@redbridge/contract'
import { checkUscc, type UsccFault } from '@redbridge/engine/identity'
import { describeChange, nameChanges } from './name-changes.ts'
import type { ProblemRow } from './problems.store.ts'

export interface Words {
  zh: string
  en: string
}
type Facts = Pick<
  ProblemRow,
  'name' | 'uscc' | 'kind' | 'kinds' | 'undecided_reason' | 'registered' | 'proposed_code' | 'register_as_of'
>

const CODE_FAULTS: Record<UsccFault, Words> = {
  empty: { zh: '未填写代码', en: 'no code was given' },
  length: { zh: '长度不是 18 位', en: 'it does not have 18 characters' },
  alphabet: { zh: '含有不允许的字符', en: 'it holds characters that no code has' },
  check_digit: { zh: '校验位不符', en: 'its check digit does not hold' },
  org_code_check: { zh: '主体标识码校验位不符', en: 'the check digit of its organisation part does not hold' },
}

const explainCode = ({ uscc, proposed_code }: Facts): Words => {
  const { reason } = checkUscc(uscc)
  const fault = reason ? CODE_FAULTS[reason] : { zh: '不符合编码规则', en: 'it does not follow the coding rules' }
  const proposal = proposed_code
    ? { zh: `；登记库中与之最接近的是 ${proposed_code}`, en: `; the nearest in the register is ${proposed_code}` }
    : { zh: '', en: '' }
  return {
    zh: `统一社会信用代码${fault.zh}（GB 32100-2015）${proposal.zh}`,
    en: `Not a valid unified social credit code: ${fault.en} (GB 32100-2015)${proposal.en}`,
  }
}

const explainName = ({ name, registered }: Facts): Words => {
  if (!registered) return { zh: '名称与该代码的登记信息不一致', en: 'The name does not fit the code' }
  const changes = nameChanges(name, registered.name)
  const differing = changes.reduce(
    (sum, one) => sum + Math.max([...one.reported].length, [...one.registered].length),
    0,
  )
  if (changes.length === 0 || changes.length > 3 || differing * 2 > [...registered.name].length)
    return {
      zh: `该代码登记的名称为“${registered.name}”，与报送名称不同`,
      en: `The code is registered to “${registered.name}”, another name than reported`,
    }
  const described = changes.map(describeChange)
  return {
    zh: `名称与登记信息不一致（${described.map((one) => one.zh).join('；')}）`,
    en: `The name differs from the register (${described.map((one) => one.en).join('; ')})`,
  }
}

const on = (date: string | undefined): string => (date ? `于 ${date} ` : '')
const since = (date: string | undefined): string => (date ? ` since ${date}` : '')

const listed = (zh: string, en: string, reason: string | undefined): Words => ({
  zh: reason ? `${zh}（列入原因：${reason}）` : zh,
  en: reason ? `${en} (reason: ${reason})` : en,
})

const EXPLAIN: Record<ProblemKind, (facts: Facts) => Words> = {
  cancelled: ({ registered }) => ({
    zh: `登记信息显示该主体已${on(registered?.statusDate)}注销`,
    en: `The register shows this operator as cancelled${since(registered?.statusDate)}`,
  }),
  revoked: ({ registered }) => ({
    zh: `登记信息显示该主体已${on(registered?.statusDate)}被吊销营业执照`,
    en: `The register shows its licence as revoked${since(registered?.statusDate)}`,
  }),
  serious_violation: ({ registered }) =>
    listed('该主体被列入严重违法失信名单', 'Listed for serious violation', registered?.listedReason),
  abnormal_operation: ({ registered }) =>
    listed('该主体被列入经营异常名录', 'Listed for abnormal operation', registered?.listedReason),
  code_invalid: explainCode,
  licence_unknown: ({ register_as_of }) => ({
    zh: `登记库${register_as_of ? `（截至 ${register_as_of}）` : ''}中查无此统一社会信用代码`,
    en: `The code is not in the register${register_as_of ? ` (as of ${register_as_of})` : ''}`,
  }),
  name_mismatch: explainName,
  duplicate: () => ({
    zh: '同一网店的同一经营者在本次报送中重复出现',
    en: 'The same operator with the same shop appears more than once in this report',
  }),
}

/**
 * Why a row is a problem, in plain official words: the most serious ground first, the others named after it.
 * @example explain(row).zh // '名称与登记信息不一致（第 5 字：“衡”应为“恒”）'
 */
export const explain = (facts: Facts): Words => {
  if (facts.kind === null) {
    const reason = UNDECIDED_REASON_TEXT[(facts.undecided_reason ?? 'by_person') as UndecidedReason]
    return { zh: `${reason.zh}，须由人工判断`, en: `${reason.en}: to be decided by a person` }
  }
  const kinds = [facts.kind, ...facts.kinds.filter((kind) => kind !== facts.kind)] as ProblemKind[]
  const [first, ...others] = kinds.map((kind) => EXPLAIN[kind]?.(facts) ?? PROBLEM_KIND_TEXT[kind])
  return {
    zh: [first?.zh, ...others.map((one) => `另：${one.zh}`)].join('；'),
    en: [first?.en, ...others.map((one) => `Also: ${one.en}`)].join('; '),
  }
}
