import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ExampleOptions } from './platform.ts'

export const HELP = `Example platform of the cloud bridge 红盾云桥

  node examples/platform/src/main.ts [--config FILE] [flags]

  --config FILE         options as JSON; flags win over it
  --base-url URL        address of Redbridge
  --client-id ID        --client-secret SECRET     (or CLIENT_SECRET)
  --key-id ID           --key-file FILE            the registered key; PEM. Left out with --sandbox
  --database FILE       own database; platform.db where nothing is said
  --listen HOST:PORT    receive webhooks there at /webhook; left out: pull alone
  --webhook-secret S    secret of the registered endpoint
  --webhook-url URL     address to register in the sandbox
  --sandbox             register key (and endpoint) by itself
  --pull-seconds N      seconds between two pulls; 5
  --report-to ID        bureau that own findings are reported to
  --receive-only        receive and keep, answer nothing
`

const FLAGS = {
  config: { type: 'string' },
  'base-url': { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  'key-id': { type: 'string' },
  'key-file': { type: 'string' },
  database: { type: 'string' },
  listen: { type: 'string' },
  'webhook-secret': { type: 'string' },
  'webhook-url': { type: 'string' },
  sandbox: { type: 'boolean' },
  'pull-seconds': { type: 'string' },
  'report-to': { type: 'string' },
  'receive-only': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Options of a command line and the file it names; null: help was asked for. What is missing throws. */
export const readOptions = (args: readonly string[], env: NodeJS.ProcessEnv): ExampleOptions | null => {
  const { values } = parseArgs({ args: [...args], options: FLAGS })
  if (values.help) return null
  const file = values.config ? (JSON.parse(readFileSync(values.config, 'utf8')) as Partial<ExampleOptions>) : {}
  const [host, port] = values.listen?.split(':') ?? []
  const given: Partial<ExampleOptions> = {
    ...(values['base-url'] ? { baseUrl: values['base-url'] } : {}),
    ...(values['client-id'] ? { clientId: values['client-id'] } : {}),
    ...(env.CLIENT_SECRET ? { clientSecret: env.CLIENT_SECRET } : {}),
    ...(values['client-secret'] ? { clientSecret: values['client-secret'] } : {}),
    ...(values['key-id'] && values['key-file']
      ? { key: { id: values['key-id'], privateKey: readFileSync(values['key-file'], 'utf8') } }
      : {}),
    ...(values.database ? { database: values.database } : {}),
    ...(values.listen ? { listen: { host: host || '127.0.0.1', port: Number(port) } } : {}),
    ...(values['webhook-secret'] ? { webhookSecret: values['webhook-secret'] } : {}),
    ...(values['webhook-url'] ? { webhookUrl: values['webhook-url'] } : {}),
    ...(values.sandbox ? { sandbox: true } : {}),
    ...(values['pull-seconds'] ? { pullSeconds: Number(values['pull-seconds']) } : {}),
    ...(values['report-to'] ? { reportTo: values['report-to'] } : {}),
    ...(values['receive-only'] ? { answers: false } : {}),
  }
  const options = { database: 'platform.db', ...file, ...given }
  for (const name of ['baseUrl', 'clientId', 'clientSecret'] as const)
    if (!options[name]) throw new Error(`missing: ${name}`)
  return options as ExampleOptions
}
