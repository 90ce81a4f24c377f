import type { ExchangeMessage } from '@redbridge/contract'

/** The body of a webhook, as Standard Webhooks has it. */
export const bodyOf = (message: ExchangeMessage): string =>
  JSON.stringify({ type: 'exchange.message', timestamp: message.at, data: message })
