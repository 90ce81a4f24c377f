import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Engine, RequestScope, Session } from './engine.ts'
import {
  hasInlineRows,
  insertFromFile,
  isInsert,
  leavesTraces,
  type Plan,
  planStatement,
  quote,
  touchesFiles,
  UnsupportedStatement,
} from './statement.ts'

export type Interface = { engine: Engine; password: string; incoming: string }
type Call = { url: URLSearchParams; sql: string; bodyFile: string | undefined; compression: 'none' | 'gzip' }

const urlOnly = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'session_id',
  'session_timeout',
  'user',
  'password',
])
const maxStatement = 64 * 1024 * 1024

/**
 * The part of the ClickHouse HTTP interface that `@clickhouse/client` uses, over one chdb engine:
 * statements and parameters in URL, body or multipart form; inserts with a body in any format;
 * streamed results; errors with code; cancellation when the client goes away; /ping.
 */
export async function answer(place: Interface, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/ping') return void response.end('Ok.\n')
  const queryId = url.searchParams.get('query_id') || randomUUID()
  response.setHeader('X-ClickHouse-Query-Id', queryId)
  response.setHeader('X-ClickHouse-Timezone', 'UTC')
  if (!isAllowed(place.password, request))
    return fail(response, 'Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)', 403)
  let call: Call | undefined
  try {
    call = await readCall(place, request, url.searchParams)
    await run(place, call, response)
  } catch (error) {
    if (error instanceof ToldInStream) return
    fail(response, (error as Error).message, error instanceof UnsupportedStatement ? 400 : 500)
  } finally {
    if (call?.bodyFile) await rm(call.bodyFile, { force: true })
  }
}

async function readCall(place: Interface, request: IncomingMessage, url: URLSearchParams): Promise<Call> {
  const type = request.headers['content-type'] ?? ''
  const compression = request.headers['content-encoding'] === 'gzip' ? 'gzip' : 'none'
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(await readAll(request)), {
      headers: { 'content-type': type },
    }).formData()
    for (const [name, value] of form) if (typeof value === 'string') url.set(name, value)
    return { url, sql: url.get('query') ?? '', bodyFile: undefined, compression: 'none' }
  }
  const head = url.get('query') ?? ''
  if (!isInsert(head)) {
    const body = compression === 'gzip' ? await gunzip(await readAll(request)) : await readAll(request)
    return {
      url,
      sql: head && body.length > 0 ? `${head}\n${body}` : head || body.toString(),
      bodyFile: undefined,
      compression: 'none',
    }
  }
  const bodyFile = join(place.incoming, randomUUID())
  const file = createWriteStream(bodyFile, { highWaterMark: 1 << 20 })
  try {
    await pipeline(request, file)
  } catch (error) {
    await rm(bodyFile, { force: true })
    throw error
  }
  if (file.bytesWritten > 0) return { url, sql: head, bodyFile, compression }
  await rm(bodyFile, { force: true })
  return { url, sql: head, bodyFile: undefined, compression }
}

async function run(place: Interface, call: Call, response: ServerResponse): Promise<void> {
  refuseUnsupported(call)
  if (isEmptyInsert(call)) return void response.end()
  const sql = call.bodyFile ? insertFromFile(call.sql, call.bodyFile, call.compression) : call.sql
  const plan = planStatement(sql, call.url.get('default_format') ?? 'TabSeparated')
  response.setHeader('X-ClickHouse-Format', plan.format)
  const gone = new AbortController()
  response.on('close', () => response.writableFinished || gone.abort())
  const scope: RequestScope = {
    database: call.url.get('database') || 'default',
    settings: new Map([...call.url].filter(([name]) => !urlOnly.has(name))),
    discard: leavesTraces(sql),
    signal: gone.signal,
  }
  await place.engine.run(scope, async (session) => {
    if (response.destroyed) return
    if (plan.kind === 'stream') return streamRows(session.queryStream(plan.sql, { format: plan.format }), response)
    if (plan.kind === 'outfile') return viaFile(place, session, plan, response)
    const result = await session.queryAsync(plan.sql, { format: plan.format })
    const summary = { read_rows: String(result.rowsRead), read_bytes: String(result.bytesRead) }
    response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary))
    response.end(result.bytes())
  })
}

function refuseUnsupported({ url, sql }: Call): void {
  if (url.get('session_id')) throw new UnsupportedStatement('Sessions are not available in embedded ClickHouse.')
  if (sql.trim() === '') throw new UnsupportedStatement('Code: 62. DB::Exception: Empty query. (SYNTAX_ERROR)')
  if (touchesFiles(sql))
    throw new UnsupportedStatement('INTO OUTFILE and FROM INFILE are for clients: read the answer, or send a body.')
  if (hasInlineRows(sql))
    throw new UnsupportedStatement('Send the rows of an INSERT as the body, its statement in the URL.')
}

/** chdb calls an INSERT without rows an error; over HTTP it is simply nothing. */
function isEmptyInsert({ sql, bodyFile }: Call): boolean {
  return !bodyFile && isInsert(sql) && /\bFORMAT\s+\w+\s*$/i.test(sql) && !/\bSELECT\b/i.test(sql)
}

/** The error is already in the answer; the connection still has to know. */
class ToldInStream extends Error {}

/** The first block decides between an error status and 200; a later error goes into the stream, as ClickHouse does. */
async function streamRows(blocks: AsyncIterable<{ raw(): Uint8Array }>, response: ServerResponse): Promise<void> {
  const tag = randomBytes(8).toString('hex')
  let begun = false
  try {
    for await (const block of blocks) {
      if (response.destroyed) return
      if (!begun) response.setHeader('X-ClickHouse-Exception-Tag', tag)
      begun = true
      // chdb reuses nothing of the block once it is copied; Node may hold it until the socket drains.
      if (!response.write(Buffer.from(block.raw()))) await drained(response)
    }
    response.end()
  } catch (error) {
    if (!begun) throw error
    const message = `${(error as Error).message}\n`
    response.end(`\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`)
    throw new ToldInStream()
  }
}

async function viaFile(place: Interface, session: Session, plan: Plan, response: ServerResponse): Promise<void> {
  const file = join(place.incoming, randomUUID())
  try {
    const sql = `${plan.sql} INTO OUTFILE ${quote(file)} FORMAT ${plan.format}`
    await session.queryAsync(sql, { format: plan.format })
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), response)
  } finally {
    await rm(file, { force: true })
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}

function fail(response: ServerResponse, message: string, status: number): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const code = /Code: (\d+)\./.exec(message)?.[1]
  response.setHeader('X-ClickHouse-Exception-Code', code ?? '1')
  response.statusCode = code && status === 500 ? statusOf(code) : status
  response.end(`${message}\n`)
}

/** The few codes ClickHouse answers with something other than 500. */
function statusOf(code: string): number {
  return { '60': 404, '81': 404, '62': 400, '27': 400, '47': 404, '73': 404, '159': 408, '516': 403 }[code] ?? 500
}

function isAllowed(password: string, request: IncomingMessage): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const given = basic
    ? Buffer.from(basic, 'base64').toString().split(':').slice(1).join(':')
    : String(request.headers['x-clickhouse-key'] ?? '')
  const [a, b] = [Buffer.from(given), Buffer.from(password)]
  return a.length === b.length && timingSafeEqual(a, b)
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxStatement) throw new UnsupportedStatement('Statement over 64 MB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function gunzip(body: Buffer): Promise<Buffer> {
  const { gunzipSync } = await import('node:zlib')
  return gunzipSync(body, { maxOutputLength: maxStatement })
}
