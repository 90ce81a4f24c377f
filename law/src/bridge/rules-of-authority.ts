import type { RequestReach } from '@redbridge/contract'
import { REQUEST_REACH_TEXT } from '@redbridge/contract'
import { consentsItself } from './look-up.ts'
import { at, type Finding, isEmpty, ofNtc, ofPractice, type RequestDraft, type RequestRule } from './request-rule.ts'

const IN_A_CASE = ['filed', 'investigating', 'reviewing', 'deciding']
/** What the consent of the province is told by: number, authority, day, paper. */
const CONSENT = [
  ['consentNo', '文号', 'number'],
  ['consentBy', '同意机关', 'authority'],
  ['consentOn', '日期', 'date'],
  ['consentFiles', '文件', 'paper'],
] as const

/** Fields that the asker may not have without consent: ticked ones beyond the standard, and written ones. */
const beyond = ({ fields = [], extraFields = [] }: RequestDraft, standard: ReadonlySet<string>): string[] => [
  ...fields.filter((id) => !standard.has(id)),
  ...extraFields.map((field) => field.label),
]

const reachFault = (reach: Exclude<RequestReach, 'single'>, province: boolean): Finding => {
  const { zh, en } = REQUEST_REACH_TEXT[reach]
  return province
    ? at(
        'reach',
        `“${zh}”协查须经总局授权；本局尚无有效授权`,
        `${en}: only with an authorisation of the national bureau, and none is in force`,
      )
    : at(
        'reach',
        `“${zh}”协查只能由总局或者经总局授权的省级局提出`,
        `${en}: only the national bureau or an authorised province may ask`,
      )
}

/** Who may ask what: reach, consent of the province, the case it is for, to whom. */
export const RULES_OF_AUTHORITY: readonly RequestRule[] = [
  {
    ...ofPractice,
    id: 'platform_joined',
    find: (_, { platform }) =>
      platform?.onBridge
        ? []
        : [{ pointer: '/platformId', zh: '该平台未加入红盾云桥', en: 'This platform has not joined the bridge' }],
  },
  {
    ...ofPractice,
    id: 'sandbox_apart',
    find: (_, { platform, asker }) =>
      platform && platform.sandbox !== asker.sandbox
        ? [{ pointer: '/platformId', zh: '沙箱只与沙箱往来', en: 'A sandbox deals with sandboxes alone' }]
        : [],
  },
  {
    ...ofNtc,
    id: 'reach_authorised',
    find: ({ reach }, { asker: { level }, authorised }) => {
      if (!reach || reach === 'single' || level === 'nation') return []
      return level === 'province' && authorised.includes(reach) ? [] : [reachFault(reach, level === 'province')]
    },
  },
  {
    ...ofNtc,
    id: 'reach_described',
    find: ({ reach, reachNote, periodFrom, periodTo }) => {
      if (!reach || reach === 'single') return []
      if (isEmpty(reachNote?.trim()))
        return [at('reachNote', '请写明具体区域、品类或者时段', 'Say which area, category or period')]
      return reach === 'period' && (isEmpty(periodFrom) || isEmpty(periodTo))
        ? [at('periodFrom', '特定时段协查应当填写时间范围', 'A whole period needs its two days')]
        : []
    },
  },
  {
    ...ofNtc,
    id: 'consent_of_province',
    find: (form, { asker: { level }, fields }) => {
      if (consentsItself(level)) return []
      const asked = beyond(form, new Set(fields.filter((field) => field.standard).map((field) => field.id)))
      if (asked.length === 0) return []
      const names = asked.map((id) => fields.find((field) => field.id === id)?.text)
      const zh = asked.map((id, i) => names[i]?.zh ?? id).join('、')
      const en = asked.map((id, i) => names[i]?.en ?? id).join(', ')
      return CONSENT.filter(([field]) => isEmpty(form[field])).map(([field, zhPart, enPart]) =>
        at(
          field,
          `“${zh}”超出协查信息标准，须附省级市场监管部门的同意：缺${zhPart}`,
          `${en}: beyond the standard, needs the consent of the province; its ${enPart} is missing`,
        ),
      )
    },
  },
  {
    ...ofPractice,
    id: 'case_numbered',
    find: ({ caseStage, caseNo }) =>
      caseStage && IN_A_CASE.includes(caseStage) && isEmpty(caseNo?.trim())
        ? [at('caseNo', '已进入案件办理阶段，请填写案件编号', 'There is a case at this stage: give its number')]
        : [],
  },
  {
    ...ofPractice,
    id: 'case_staged',
    find: ({ purpose, caseStage }) =>
      purpose === 'case' && caseStage === 'none'
        ? [at('caseStage', '协查目的为案件调查，案件阶段不能为“非案件办理”', 'An investigation of a case has a stage')]
        : [],
  },
]
