import { PROBLEM_KIND_TEXT, PROBLEM_KINDS, type ProblemKind } from '@redbridge/contract'
import type { Platform } from '../../../platform/platform.ts'

/** What the comparison found on a platform in a period, as a paper says it. */
export interface Figures {
  readonly total: number
  /** '已注销3户、已吊销1户' */
  readonly text: string
  readonly rows: readonly { readonly name: string; readonly uscc: string; readonly kind: string }[]
}

/** At most these many companies in a list that goes with a paper. */
const LISTED = 40

export const findFigures = async (platform: Platform, platformId: string, period: string): Promise<Figures> => {
  const problems = platform.workerDb
    .selectFrom('problem as p')
    .innerJoin('report_period as t', 't.id', 'p.period_id')
    .where('p.platform_id', '=', platformId)
    .where('t.key', '=', period)
  const counted = await problems
    .select((eb) => ['p.kind', eb.fn.countAll<number>().as('n')])
    .groupBy('p.kind')
    .execute()
  const listed = await problems
    .select(['p.name', 'p.uscc', 'p.kind'])
    .where('p.name', 'like', '%公司')
    .orderBy('p.row_no')
    .limit(LISTED)
    .execute()
  const countOf = (kind: string): number => Number(counted.find((row) => row.kind === kind)?.n ?? 0)
  return {
    total: PROBLEM_KINDS.reduce((sum, kind) => sum + countOf(kind), 0),
    text: PROBLEM_KINDS.filter((kind) => countOf(kind) > 0)
      .map((kind) => `${PROBLEM_KIND_TEXT[kind].zh}${countOf(kind)}户`)
      .join('、'),
    rows: listed.map(({ name, uscc, kind }) => ({ name, uscc, kind: PROBLEM_KIND_TEXT[kind as ProblemKind].zh })),
  }
}
