import type { Effect } from '../../platform/effects.ts'
import { receiveMessages } from './receive.ts'
import { sendMessages } from './send.ts'

/**
 * The effect `exchange.send`: whoever acts on a matter has what led to it, so what it had not receipted yet is receipted
 * with the act; then each other party is sent its message.
 */
export const receiptAndSend: Effect = async (work, moves) => {
  await receiveMessages(work, moves)
  await sendMessages(work, moves)
}
