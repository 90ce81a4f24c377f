import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CaptureConfig } from './platform/capture-config.ts'
import { readLedgerSettings } from './platform/ledger/read-settings.ts'
import type { LedgerSettings } from './platform/ledger/settings.ts'
import { readWebhookSettings } from './platform/net/read-settings.ts'
import type { WebhookSettings } from './platform/net/settings.ts'

export interface Config {
  readonly help: boolean
  readonly role: 'all' | 'api' | 'worker' | 'monitor'
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly clickhouseUrl: string | undefined
  readonly clickhouseCluster: string | undefined
  readonly s3:
    | { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }
    | undefined
  readonly secret: string | undefined
  readonly trustProxy: string | undefined
  readonly capture: CaptureConfig
  readonly ledger: LedgerSettings
  readonly webhooks: WebhookSettings
  /** size of the demonstration market to make on an empty database, or none */
  readonly demo: string | undefined
}

export const HELP = `红桥 Redbridge

  npm start                      start everything on embedded defaults, with a demonstration market
  npm start -- --demo medium     tiny (500) · small (20,000, default) · medium (1 M) · large (10 M) · national (50 M operators)
  npm start -- --no-demo         start empty; the first administrator's login is printed once
  npm start -- --port 8080       other port (default 7300)        --host 0.0.0.0   listen on all addresses
  npm start -- --data DIR        where everything is kept (default .data)
  npm start -- --role api        only the API (or: worker). Any number of each may run on external databases
  npm start -- --role monitor    only the watch over the evidence ledger, best on another machine than the database;
                                 without --role it runs beside the server, in a process of its own

External services, by environment variable:
  DATABASE_URL        PostgreSQL 15 or newer, a role that may create roles and schemas: postgres://user:password@host:5432/redbridge
  CLICKHOUSE_URL      ClickHouse over HTTP: http://user:password@host:8123/redbridge
  CLICKHOUSE_CLUSTER  name of the cluster when tables are to be sharded and replicated
  S3_ENDPOINT  S3_BUCKET  S3_REGION  S3_ACCESS_KEY_ID  S3_SECRET_ACCESS_KEY   files in an S3-compatible store
  REDBRIDGE_SECRET    master secret (32 characters and more); without it one is made and kept in the data folder
  PUBLIC_URL          the address people use, e.g. https://redbridge.example.gov.cn
  BUREAU_NAME  BUREAU_DIVISION   name and GB/T 2260 code of the first bureau on an empty installation
  TRUST_PROXY         addresses (CIDR, comma separated) of the reverse proxy in front, so that rate limits and audit see who calls
  CHROME_PATH         Chromium or Chrome for web captures, when it is not where one is ordinarily installed
  CAPTURE_ALLOW_PRIVATE  hosts (host or host:port, comma separated) that captures may reach although they are not public
  CAPTURE_TIME_SOURCE  address of a time authority that answers HTTP with a Date header; its clock goes into the record
  REDBRIDGE_WEBHOOK_ALLOW  ranges (CIDR, comma separated) that webhooks may reach although they are not public, there also
                      without encryption, e.g. 127.0.0.1/32; the demonstration reaches this machine itself
  TSA_URL  TSA_CERTIFICATE  TSA_HASH   time-stamping authority (RFC 3161), file with its certificate or those it chains to (PEM),
                      and sha256 (default) or sm3; without one, checkpoints of the ledger carry no time-stamp
  TSA_ALARM_MINUTES  TSA_STOP_MINUTES   without a token for so long an alarm is raised (60), or signing stops (never)
  OIDC_ISSUER  OIDC_CLIENT_ID  OIDC_CLIENT_SECRET  OIDC_NAME   single sign-on
`

export const readConfig = (argv: readonly string[], env: NodeJS.ProcessEnv): Config => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      role: { type: 'string', default: env.REDBRIDGE_ROLE ?? 'all' },
      host: { type: 'string', default: env.HOST ?? '127.0.0.1' },
      port: { type: 'string', default: env.PORT ?? '7300' },
      data: { type: 'string', default: env.REDBRIDGE_DATA ?? '.data' },
      demo: { type: 'string', default: 'small' },
      'no-demo': { type: 'boolean', default: false },
    },
  })
  if (!['all', 'api', 'worker', 'monitor'].includes(values.role))
    throw new UsageError('--role is one of all, api, worker, monitor')
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port is a number from 0 to 65535')
  const s3 = env.S3_ENDPOINT
    ? {
        endpoint: env.S3_ENDPOINT,
        bucket: need(env, 'S3_BUCKET'),
        region: env.S3_REGION ?? 'us-east-1',
        accessKeyId: need(env, 'S3_ACCESS_KEY_ID'),
        secretAccessKey: need(env, 'S3_SECRET_ACCESS_KEY'),
      }
    : undefined
  const demo = values['no-demo'] || values.role !== 'all' ? undefined : values.demo
  return {
    help: values.help,
    role: values.role as Config['role'],
    host: values.host,
    port,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${port}`,
    dataDir: resolve(values.data),
    databaseUrl: env.DATABASE_URL || undefined,
    clickhouseUrl: env.CLICKHOUSE_URL || undefined,
    clickhouseCluster: env.CLICKHOUSE_CLUSTER || undefined,
    s3,
    secret: env.REDBRIDGE_SECRET || undefined,
    trustProxy: env.TRUST_PROXY || undefined,
    capture: {
      allowPrivate: (env.CAPTURE_ALLOW_PRIVATE ?? '').split(',').flatMap((host) => host.trim().toLowerCase() || []),
      ...(env.CHROME_PATH ? { chromePath: env.CHROME_PATH } : {}),
      ...(env.CAPTURE_TIME_SOURCE ? { timeSource: env.CAPTURE_TIME_SOURCE } : {}),
    },
    ledger: readLedgerSettings(env, (message) => new UsageError(message)),
    webhooks: readWebhookSettings(env, demo !== undefined, (message) => new UsageError(message)),
    demo,
  }
}

/** What the person who starts the program got wrong. */
export class UsageError extends Error {}

const need = (env: NodeJS.ProcessEnv, name: string): string => {
  const value = env[name]
  if (!value) throw new UsageError(`S3_ENDPOINT is set, so ${name} must be set too`)
  return value
}
