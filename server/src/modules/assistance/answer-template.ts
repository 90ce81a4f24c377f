import { type AnswerContent, FIELD_GROUP_TEXT, WITHHELD_REASON_TEXT, WITHHELD_REASONS } from '@redbridge/contract'
import { type OutSheet, writeXlsx } from '@redbridge/tabular'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type AskedField, fieldOf } from './answer-asked.ts'
import { loadAnswering } from './answers.service.ts'

// The workbook that a platform fills in: a sheet for each requested group with the requested columns, and one that says
// of what there is nothing and what is withheld.

export const WITHHELD_SHEET = '未提供'
export const HELP_SHEET = '填写说明'
export const WITHHELD_HEADINGS = ['内容', '理由', '说明'] as const
/** What stands as the reason where there is nothing of a whole group. */
export const NONE_WORD = { zh: '无记录', en: 'none' }

/** @example fieldWords({ group: 'payment', text: { zh: '收款方' } … }) // '支付记录：收款方' */
export const fieldWords = ({ group, text }: AskedField): string => `${FIELD_GROUP_TEXT[group].zh}：${text.zh}`

export const withheldSheet = (
  { none, withheld }: Pick<AnswerContent, 'none' | 'withheld'>,
  asked: readonly AskedField[],
): OutSheet => ({
  name: WITHHELD_SHEET,
  columns: WITHHELD_HEADINGS.map((header) => ({ header, width: 36 })),
  rows: [
    ...none.map((group) => [FIELD_GROUP_TEXT[group].zh, NONE_WORD.zh, '']),
    ...withheld.map(({ field, reason, note }) => {
      const known = fieldOf(field, asked)
      return [known ? fieldWords(known) : field, WITHHELD_REASON_TEXT[reason].zh, note ?? '']
    }),
  ],
})

const helpSheet = (asked: readonly AskedField[]): OutSheet => ({
  name: HELP_SHEET,
  wrap: true,
  columns: [{ header: '填写说明 / How to fill this in', width: 100 }],
  rows: [
    ['只填写所列各栏；协查函未请求的内容不予接收。Fill in the listed columns alone; nothing else is taken.'],
    [`没有记录的一类、不能提供的一项，请在“${WITHHELD_SHEET}”中逐行说明。`],
    [`理由：${[NONE_WORD.zh, ...WITHHELD_REASONS.map((reason) => WITHHELD_REASON_TEXT[reason].zh)].join('、')}`],
    [`内容的写法：${FIELD_GROUP_TEXT[asked[0]?.group ?? 'identity'].zh}，或者 ${asked[0] ? fieldWords(asked[0]) : ''}`],
  ],
})

const sheetsOf = (asked: readonly AskedField[]): OutSheet[] =>
  [...Map.groupBy(asked, (field) => field.group)].map(([group, fields]) => ({
    name: FIELD_GROUP_TEXT[group].zh,
    columns: fields.map(({ text }) => ({ header: text.zh, width: 22 })),
    rows: [],
  }))

/** Writes the template of a request that the caller's platform is asked. */
export const writeTemplateOf = async (ctx: Ctx, matterId: string, path: string): Promise<void> => {
  const { answering } = await ctx.tx((tx: Tx) => loadAnswering(ctx, tx, matterId))
  const { asked } = answering
  await writeXlsx(path, {
    sheets: [...sheetsOf(asked), withheldSheet({ none: [], withheld: [] }, asked), helpSheet(asked)],
  })
}
