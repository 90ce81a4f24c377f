import {
  CASE_STAGE_TEXT,
  CASE_STAGES,
  type FormField,
  REQUEST_PURPOSE_TEXT,
  REQUEST_PURPOSES,
  REQUEST_REACH_TEXT,
  REQUEST_REACHES,
  SECRECY_LEVEL_TEXT,
  SECRECY_LEVELS,
  TARGET_KIND_TEXT,
  TARGET_KINDS,
  type Text,
} from '@redbridge/contract'
import { STANDARD_FIELDS } from '../bridge/catalogue.ts'
import { accountField, filesField } from '../process/fields.ts'

export const optionsOf = <T extends string>(list: readonly T[], texts: Record<T, Text>) =>
  list.map((value) => ({ value, text: texts[value] }))

const chosen = <T extends string>(
  name: string,
  zh: string,
  en: string,
  from: [readonly T[], Record<T, Text>],
): FormField => ({
  name,
  kind: 'choice',
  label: { zh, en },
  required: true,
  options: optionsOf(...from),
})
const text = (name: string, zh: string, en: string, max: number): FormField => ({
  name,
  kind: 'text',
  label: { zh, en },
  max,
})
const date = (name: string, zh: string, en: string): FormField => ({ name, kind: 'date', label: { zh, en } })
const files = (name: string, zh: string, en: string): FormField => ({ ...filesField(zh, en), name })

const fieldText = (group: string, { zh, en }: Text): Text => ({ zh: `${group}：${zh}`, en })
const GROUPS: Readonly<Record<string, string>> = {
  identity: '身份',
  goods: '商品',
  payment: '支付',
  logistics: '物流',
  returns: '退换货',
  after_sales: '售后',
}

/**
 * What a request for assistance says; shapes as in RequestForm of the contract. Little of it is required here: a draft
 * may be kept as far as it is, and the check `assistance.lawful` names what is missing before it is sent.
 */
export const requestFormFields: readonly FormField[] = [
  chosen('purpose', '协查目的', 'Purpose', [REQUEST_PURPOSES, REQUEST_PURPOSE_TEXT]),
  {
    name: 'targets',
    kind: 'rows',
    label: { zh: '协查对象', en: 'Targets' },
    columns: [
      chosen('kind', '对象类型', 'Kind', [TARGET_KINDS, TARGET_KIND_TEXT]),
      { ...text('value', '订单号、商品链接、店铺或者关键字', 'Order, item, shop or keyword', 300), required: true },
      text('note', '说明', 'Remark', 500),
    ],
  },
  chosen('reach', '范围', 'Reach', [REQUEST_REACHES, REQUEST_REACH_TEXT]),
  text('reachNote', '区域、品类或者时段', 'Which area, category or period', 1000),
  date('periodFrom', '时间范围自', 'From'),
  date('periodTo', '时间范围至', 'To'),
  {
    name: 'fields',
    kind: 'choices',
    label: { zh: '协查内容', en: 'Fields' },
    options: STANDARD_FIELDS.map((one) => ({ value: one.id, text: fieldText(GROUPS[one.group] ?? '', one.text) })),
  },
  {
    name: 'extraFields',
    kind: 'rows',
    label: { zh: '标准以外的内容', en: 'Beyond the standard' },
    columns: [
      { ...text('label', '内容', 'What', 100), required: true },
      { ...text('why', '必要性', 'Why it is needed', 500), required: true },
    ],
  },
  text('consentNo', '省级同意文号', 'Consent of the province, number', 100),
  text('consentBy', '同意机关', 'Consent given by', 200),
  date('consentOn', '同意日期', 'Consent given on'),
  files('consentFiles', '同意文件', 'Consent'),
  chosen('caseStage', '案件阶段', 'Stage of the case', [CASE_STAGES, CASE_STAGE_TEXT]),
  text('caseNo', '案件、线索编号', 'Number of the case or lead', 100),
  { name: 'basis', kind: 'citations', label: { zh: '法律依据', en: 'Legal basis' } },
  { ...accountField('facts', '简要案情和协查理由', 'Facts, and why it is asked'), required: false },
  {
    name: 'officers',
    kind: 'rows',
    label: { zh: '办案人员', en: 'Officers' },
    help: { zh: '两名以上，注明执法证号', en: 'two or more, with their certificate numbers' },
    columns: [
      { ...text('name', '姓名', 'Name', 50), required: true },
      { ...text('licence', '执法证号', 'Certificate number', 50), required: true },
      text('phone', '联系电话', 'Telephone', 30),
    ],
  },
  chosen('secrecy', '保密要求', 'Secrecy', [SECRECY_LEVELS, SECRECY_LEVEL_TEXT]),
  { ...date('dueOn', '答复期限', 'Answer by'), notPast: true },
  text('forwardedFrom', '原发函单位', 'Letter forwarded from', 200),
  text('forwardedNo', '原函文号', 'Number of that letter', 100),
  date('forwardedOn', '原函日期', 'Date of that letter'),
  files('forwardedFiles', '原函', 'That letter'),
  filesField(),
]
