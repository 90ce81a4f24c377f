import { applyMemorandum, checkLawful, checkMemorandum, linkAnswers, noteTargets } from './modules/assistance/index.ts'
import { receiptAndSend, receiveMessages } from './modules/exchange/index.ts'
import { projectProblems } from './modules/problems/index.ts'
import { noticeSandbox } from './modules/sandbox/index.ts'
import type { Checks, Effects } from './platform/effects.ts'

/** What modules do in the transaction of a matter's move, by the names that process definitions use. */
export const allEffects = (): Effects => ({
  'problem.project': projectProblems,
  'assistance.compose': noteTargets,
  'assistance.answer': linkAnswers,
  'memorandum.apply': applyMemorandum,
  'exchange.send': async (work, moves) => {
    await receiptAndSend(work, moves)
    await noticeSandbox(work, moves)
  },
  'exchange.receive': receiveMessages,
})

/** What modules know that must hold before a matter moves, by the names that process definitions use. */
export const allChecks = (): Checks => ({
  'assistance.lawful': checkLawful,
  'memorandum.complete': checkMemorandum,
})
