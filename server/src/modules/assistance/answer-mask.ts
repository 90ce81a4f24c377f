import type { AnswerContent } from '@redbridge/contract'
import { maskId, maskPhone } from '../../platform/sealing.ts'
import { type AskedField, fieldOf } from './answer-asked.ts'

// How a personal value looks before it is opened with a purpose: enough to tell two apart, too little to use.

/** @example maskName('张三丰') // '张*丰' */
const maskName = (name: string): string => {
  const signs = [...name]
  if (signs.length <= 1) return signs.length === 0 ? '' : '*'
  if (signs.length === 2) return `${signs[0]}*`
  return `${signs[0]}${'*'.repeat(Math.min(signs.length - 2, 6))}${signs.at(-1)}`
}

/** The beginning alone: the province of an address, how a conversation opens. @example maskText('北京市海淀区1号') // '北京****' */
const maskText = (text: string): string => (text === '' ? '' : `${[...text].slice(0, 2).join('')}****`)

const MASKS: Readonly<Record<string, (value: string) => string>> = {
  'identity.phone': maskPhone,
  'identity.id_number': maskId,
  'identity.representative': maskName,
  'payment.payee': maskName,
  'payment.buyer': maskName,
}

const maskValue = (id: string, value: string): string => (MASKS[id] ?? maskText)(value)

/** The content with every personal value masked; a field that nobody knows any more counts as personal. */
export const maskContent = (content: AnswerContent, asked: readonly AskedField[]): AnswerContent => ({
  ...content,
  groups: content.groups.map(({ group, rows }) => ({
    group,
    rows: rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => {
          const id = `${group}.${name}`
          return [name, (fieldOf(id, asked)?.personal ?? true) ? maskValue(id, value) : value]
        }),
      ),
    ),
  })),
})
