import { at, isEmpty, ofPractice, type RequestRule } from './request-rule.ts'

const BLOCK = [
  ['forwardedFrom', '原发函单位', 'its sender'],
  ['forwardedNo', '文号', 'its number'],
  ['forwardedOn', '日期', 'its date'],
] as const

/** A letter that is forwarded 转办, and what confidentiality asks for. */
export const RULES_OF_PAPERS: readonly RequestRule[] = [
  {
    ...ofPractice,
    id: 'forwarded_whole',
    find: (form) => {
      const given = [...BLOCK.map(([field]) => form[field]), form.forwardedFiles].some((value) => !isEmpty(value))
      if (!given) return []
      return BLOCK.filter(([field]) => isEmpty(form[field])).map(([field, zh, en]) =>
        at(field, `转办原函信息不完整：缺${zh}`, `The forwarded letter is named in part: ${en} is missing`),
      )
    },
  },
  {
    ...ofPractice,
    id: 'forwarded_attached',
    blocking: false,
    find: ({ forwardedFrom, forwardedFiles }) =>
      !isEmpty(forwardedFrom) && isEmpty(forwardedFiles)
        ? [at('forwardedFiles', '未附转办原函', 'The forwarded letter is not attached')]
        : [],
  },
  {
    ...ofPractice,
    id: 'forwarded_confidential',
    blocking: false,
    find: ({ secrecy, forwardedFrom }) =>
      secrecy === 'confidential' && !isEmpty(forwardedFrom)
        ? [
            at(
              'forwardedFrom',
              '保密协查附有转办原函：发出前请确认原发函单位同意平台知悉',
              'Confidential, with a forwarded letter: make sure that its sender lets the platform read it',
            ),
          ]
        : [],
  },
]
