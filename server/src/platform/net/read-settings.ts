import { isIP } from 'node:net'
import type { WebhookSettings } from './settings.ts'

const THIS_MACHINE = ['127.0.0.0/8', '::1/128']

/** Settings of webhooks from the environment; `fault` makes the error for whoever starts the program. */
export const readWebhookSettings = (
  env: NodeJS.ProcessEnv,
  demo: boolean,
  fault: (message: string) => Error,
): WebhookSettings => {
  const given = (env.REDBRIDGE_WEBHOOK_ALLOW ?? '').split(',').flatMap((range) => range.trim() || [])
  for (const range of given) {
    const [net = '', bits = '', ...rest] = range.split('/')
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(net)] as number
    if (rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
      throw fault(`REDBRIDGE_WEBHOOK_ALLOW: ${range} is not a range like 127.0.0.1/32`)
  }
  return { allow: demo ? [...THIS_MACHINE, ...given] : given }
}
