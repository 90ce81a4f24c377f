import type { Envelope, ExchangeMessage, Receipt, Signed } from '@redbridge/contract'

const read = <T>(signed: Signed): T | null => {
  try {
    return JSON.parse(signed.text) as T
  } catch {
    return null
  }
}

/** What the sender signed, to be read; null when it is no JSON. */
export const envelopeOf = (message: ExchangeMessage): Envelope | null => read<Envelope>(message.envelope)

/** What the receiver signed; null when there is none. */
export const receiptOf = (message: ExchangeMessage): Receipt | null => message.receipt && read<Receipt>(message.receipt)
