import { PROBLEM_KIND_TEXT, type ProblemDetail, UNDECIDED_REASON_TEXT } from '@redbridge/contract'
import { checkAdmission, normaliseCode, type RegisterIndex } from '@redbridge/engine/identity'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { registerIndexFor, registerOfBureau } from '../registers/index.ts'
import { type Selection, selectionSql } from './problems.filter.ts'

type Recheck = NonNullable<ProblemDetail['recheck']>
interface Corrected {
  name: string
  uscc: string
  corrected_name: string | null
  corrected_uscc: string | null
}

/** The register as it stands today for a bureau: a correction is held against the newest data. */
const openRegister = async (
  platform: Platform,
  division: string,
): Promise<{ index: RegisterIndex; coverage: readonly string[] | null; asOf: string } | null> => {
  const register = await registerOfBureau(platform, division)
  const index = register ? await registerIndexFor(platform, register.versionId) : null
  if (!register || !index) return null
  return { index, coverage: register.coverage.length > 0 ? register.coverage : null, asOf: register.asOf }
}

const check = (register: NonNullable<Awaited<ReturnType<typeof openRegister>>>, row: Corrected): Recheck => {
  const question = { name: row.corrected_name ?? row.name, uscc: normaliseCode(row.corrected_uscc ?? row.uscc) }
  const answer = checkAdmission(register.index, question, { coverage: register.coverage })
  const registeredName = answer.entry?.name ?? null
  if (answer.admissible)
    return {
      agrees: true,
      zh: '与登记信息一致，状态正常',
      en: 'Agrees with the register, in good standing',
      registeredName,
      asOf: register.asOf,
    }
  const words = [
    ...answer.kinds.map((kind) => PROBLEM_KIND_TEXT[kind]),
    ...(answer.undecided ? [UNDECIDED_REASON_TEXT[answer.undecided]] : []),
  ]
  return {
    agrees: false,
    zh: `与登记信息仍不一致：${words.map((one) => one.zh).join('、') || '无法核验'}`,
    en: `Still does not agree with the register: ${words.map((one) => one.en).join(', ') || 'cannot be verified'}`,
    registeredName,
    asOf: register.asOf,
  }
}

/** A corrected answer held against the register again; null when nothing was corrected or there is no register. */
export const recheckOne = async (
  platform: Platform,
  row: Corrected & { answer: string | null; state: string; division: string },
): Promise<Recheck | null> => {
  if (row.answer !== 'corrected' || (row.corrected_name === null && row.corrected_uscc === null)) return null
  const register = await openRegister(platform, row.division)
  return register ? check(register, row) : null
}

/** Of a selection to be verified: the corrected ones that the register still contradicts. */
export const findFailingCorrections = async (ctx: Ctx, tx: Tx, selection: Selection): Promise<string[]> => {
  const { from, where } = selectionSql(ctx, selection)
  const { rows } = await sql<Corrected & { id: string; division: string }>`
    SELECT p.id, p.division, p.name, p.uscc, p.corrected_name, p.corrected_uscc FROM ${from}
    WHERE ${where} AND p.state = 'answered' AND p.answer = 'corrected'
      AND (p.corrected_name IS NOT NULL OR p.corrected_uscc IS NOT NULL)`.execute(tx)
  const failing: string[] = []
  for (const [division, of] of Map.groupBy(rows, (row) => row.division)) {
    const register = await openRegister(ctx.platform, division)
    for (const row of of) if (!register || !check(register, row).agrees) failing.push(row.id)
  }
  return failing
}
