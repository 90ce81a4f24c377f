import { at, isEmpty, ofNtc, ofPractice, type RequestRule } from './request-rule.ts'

/** 执法证号 are written with blanks, dashes and full-width digits: folded, so that two spellings are one number. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_]/g, '')

const CHOICES = [
  ['purpose', '协查目的', 'purpose'],
  ['reach', '范围', 'reach'],
  ['caseStage', '案件阶段', 'stage of the case'],
  ['secrecy', '保密要求', 'secrecy'],
] as const

/** Kinds of target that are written as one wildcard are no named target. */
const WILDCARD = /^[\s*?%.＊？％]*$/

/** What a request must say so that it can be answered, and by whom it is made. */
export const RULES_OF_FORM: readonly RequestRule[] = [
  {
    ...ofPractice,
    id: 'form_whole',
    find: (form) =>
      CHOICES.filter(([field]) => isEmpty(form[field])).map(([field, zh, en]) =>
        at(field, `请选择${zh}`, `Choose the ${en}`),
      ),
  },
  {
    ...ofNtc,
    id: 'targets_named',
    find: ({ targets, reach }) =>
      (reach ?? 'single') === 'single' && isEmpty(targets)
        ? [at('targets', '请写明协查对象（订单、商品、店铺或者关键字）', 'Name an order, item, shop or keyword')]
        : [],
  },
  {
    ...ofPractice,
    id: 'targets_distinct',
    blocking: false,
    find: ({ targets = [] }) => {
      const seen = new Set<string>()
      return targets.flatMap((target, i) => {
        const key = `${target.kind} ${folded(target.value)}`
        if (!seen.has(key)) {
          seen.add(key)
          return []
        }
        return [at(`targets/${i}/value`, `“${target.value}”重复填写`, `"${target.value}" is named twice`)]
      })
    },
  },
  {
    ...ofNtc,
    id: 'keyword_specific',
    source: 'a keyword that finds everything would ask for a whole category; reading of NTC, not its words',
    confidence: 'unconfirmed',
    find: ({ targets = [] }) =>
      targets.flatMap((target, i) =>
        target.kind === 'keyword' &&
        (WILDCARD.test(target.value) || [...target.value.normalize('NFKC').trim()].length < 2)
          ? [
              at(
                `targets/${i}/value`,
                '关键字应当为两个字以上的具体词语，不得使用通配符',
                'A keyword is a word of two characters or more, and no wildcard',
              ),
            ]
          : [],
      ),
  },
  {
    ...ofNtc,
    id: 'fields_chosen',
    find: ({ fields, extraFields }) =>
      isEmpty(fields) && isEmpty(extraFields) ? [at('fields', '请勾选协查内容', 'Choose what is asked for')] : [],
  },
  {
    ...ofNtc,
    id: 'fields_known',
    find: ({ fields = [] }, { fields: known }) =>
      fields.flatMap((id, i) =>
        known.some((field) => field.id === id)
          ? []
          : [at(`fields/${i}`, `目录中没有“${id}”`, `The catalogue has no field "${id}"`)],
      ),
  },
  {
    ...ofNtc,
    id: 'facts_stated',
    find: ({ facts }) =>
      (facts?.trim().length ?? 0) >= 2
        ? []
        : [at('facts', '请写明简要案情和协查理由', 'State the facts and why it is asked')],
  },
  {
    ...ofNtc,
    id: 'basis_named',
    find: ({ basis }) =>
      isEmpty(basis) ? [at('basis', '请选择法律依据，至少一条', 'Choose at least one provision of law')] : [],
  },
  {
    ...ofPractice,
    id: 'basis_obliges',
    basis: 'ECL 25',
    blocking: false,
    confidence: 'read',
    source: 'statute text of 2018-08-31',
    find: ({ basis = [] }) =>
      basis.length > 0 && !basis.some((one) => /^ECL 25\b/.test(one))
        ? [
            at(
              'basis',
              '建议同时引用规定平台提供数据信息义务的《电子商务法》第二十五条',
              'ECL 25, which obliges platforms to give data, is not among the provisions',
            ),
          ]
        : [],
  },
  {
    ...ofPractice,
    id: 'officers_two',
    basis: 'APL 42(1)',
    confidence: 'read',
    source: 'statute text of 2021-01-22: at least two officers',
    find: ({ officers = [] }) =>
      officers.length < 2
        ? [at('officers', '执法人员不得少于两人', 'At least two officers')]
        : officers.flatMap((officer, i) =>
            isEmpty(officer.name?.trim()) || isEmpty(officer.licence?.trim())
              ? [at(`officers/${i}`, '请填写姓名和执法证号', 'Name and certificate number')]
              : [],
          ),
  },
  {
    ...ofPractice,
    id: 'officers_differ',
    basis: 'APL 42(1)',
    confidence: 'read',
    source: 'statute text of 2021-01-22: two officers are two people',
    find: ({ officers = [] }) =>
      officers.flatMap((officer, i) =>
        officers.some((other, j) => j < i && folded(other.licence) === folded(officer.licence))
          ? [at(`officers/${i}/licence`, '两名执法人员的执法证号相同', 'Two officers have the same certificate number')]
          : officers.some((other, j) => j < i && folded(other.name) === folded(officer.name))
            ? [at(`officers/${i}/name`, '两名执法人员应当不是同一人', 'Two officers are not one person')]
            : [],
      ),
  },
]
