import { randomBytes } from 'node:crypto'
import { parseNote, timeStampRequest, tokenOfResponse, utf8, verifyTimeStamp } from '@redbridge/ledger'
import type { Platform } from '../platform.ts'
import { type Finding, raiseAlarms, resolveAlarms } from './alarms.ts'
import type { AuthoritySettings } from './settings.ts'
import { delayMinutes, waitingSince } from './timestamp-delay.ts'

const LATE = 'timestamp_late'
const STOPPED = 'timestamp_stopped'
const TIMEOUT_MS = 20_000
/** Tokens are some kilobytes; an authority that sends more is none. */
const ANSWER_BYTES = 256 * 1024

const ask = async (authority: AuthoritySettings, text: string): Promise<{ token: Uint8Array; at: Date }> => {
  const [bytes, nonce] = [utf8(text), randomBytes(8)]
  const answer = await fetch(authority.url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(timeStampRequest(bytes, { algorithm: authority.imprint, nonce })),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!answer.ok) throw new Error(`the authority answered ${answer.status}`)
  const reply = new Uint8Array(await answer.arrayBuffer())
  const token = reply.length > ANSWER_BYTES ? null : tokenOfResponse(reply, nonce)
  if (!token) throw new Error('the authority granted no token')
  const report = await verifyTimeStamp(token, { bytes, certificates: authority.certificates })
  if (!report.ok) throw new Error(`its token does not hold: ${report.fault}`)
  return { token, at: report.at }
}

const alarmLate = async (platform: Platform, authority: AuthoritySettings, why: string): Promise<void> => {
  const since = await waitingSince(platform)
  const minutes = await delayMinutes(platform)
  if (!since || minutes < authority.alarmAfterMinutes) return
  const place = `${authority.url} ${since.toISOString()}`
  const late: Finding = {
    kind: LATE,
    place,
    zh: `时间戳机构未应答，检查点已等待 ${Math.floor(minutes)} 分钟：${why}`,
    en: `No time-stamp for ${Math.floor(minutes)} minutes: ${why}`,
  }
  const stopped: Finding = {
    kind: STOPPED,
    place,
    zh: '等待时间戳已超过限期，台账暂停签发检查点，新条目照常记录并等待',
    en: 'Time-stamps are missing for longer than the limit: no further checkpoint is signed, entries wait',
  }
  const isStopped = authority.stopAfterMinutes !== null && minutes > authority.stopAfterMinutes
  await raiseAlarms(platform.workerDb, isStopped ? [late, stopped] : [late], platform.clock.now())
}

/**
 * Has the newest checkpoint stamped, which covers every earlier one. An authority that fails delays the token; after
 * the limit it raises an alarm, and only after another one signing stops. Returns the size stamped, or null.
 */
export const stampNewest = async (platform: Platform): Promise<number | null> => {
  const authority = platform.ledger?.authority
  if (!authority) return null
  const newest = await platform.workerDb
    .selectFrom('ledger_checkpoint as c')
    .leftJoin('ledger_timestamp as t', 't.size', 'c.size')
    .select(['c.size', 'c.note', 't.size as stamped'])
    .orderBy('c.size', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest || newest.stamped !== null) return null
  try {
    const { token, at } = await ask(authority, parseNote(newest.note)?.text ?? '')
    const now = platform.clock.now()
    await platform.workerDb
      .insertInto('ledger_timestamp')
      .values({
        size: newest.size,
        authority: authority.url,
        token: Buffer.from(token),
        stamped_at: at,
        received_at: now,
      })
      .onConflict((conflict) => conflict.column('size').doNothing())
      .execute()
    await resolveAlarms(platform.workerDb, [LATE, STOPPED], now)
    return newest.size
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    platform.log.error('ledger time-stamp', { why })
    await alarmLate(platform, authority, why)
    return null
  }
}
