import { createMarket } from '@redbridge/engine/market'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextFor, type Platform } from '../../platform/platform.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { getMatter, proveConservation } from '../matters/index.ts'
import { findPeople, seedLogins } from './logins.ts'
import { playMatters } from './matters.ts'
import { printMatters } from './report.ts'
import { type Seeded, seedOrganisations } from './seed.ts'

const market = createMarket({ seed: 'redbridge', operators: 'tiny' })
let work: Work
let seeded: Seeded
beforeAll(async () => {
  work = await openWork([])
  work.setNow('2026-11-25T02:00:00Z')
  seeded = await seedOrganisations(work.platform, market)
  await seedLogins(work.platform, seeded)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const play = (platform: Platform = work.platform) => playMatters(platform, market, seeded)

/** The same platform, but its file store breaks at the n-th file: as if the process had been killed there. */
const breakingAt = (n: number): Platform => {
  let files = 0
  const { put } = work.platform.files
  const broken: typeof put = (key, source) => {
    if (++files === n) throw new Error('killed')
    return put.call(work.platform.files, key, source)
  }
  return { ...work.platform, files: Object.assign(Object.create(work.platform.files), { put: broken }) }
}

const counts = async () => {
  const { rows } = await sql<Record<string, number>>`
    SELECT (SELECT count(*) FROM matter) AS matters, (SELECT count(*) FROM matter_event) AS entries,
      (SELECT count(*) FROM letter) AS letters, (SELECT count(*) FROM evidence_item) AS evidence,
      (SELECT count(*) FROM ledger_entry) AS ledger, (SELECT count(*) FROM delegation) AS deputies,
      (SELECT count(*) FROM notice) AS notices, (SELECT count(*) FROM conservation_proof) AS proofs`.execute(
    work.platform.workerDb,
  )
  return rows[0]
}
const findMatters = async () => {
  const { rows } = await sql<{ id: string; key: string; state: string; due: string | null }>`
    SELECT m.id, m.subject_id AS key, m.state,
      (SELECT min(due_on) FROM matter_clock c WHERE c.matter_id = m.id AND c.state = 'running') AS due
    FROM matter m ORDER BY m.subject_id`.execute(work.platform.workerDb)
  return rows
}

/** Takes an entry out of a history, as only the owner of the database could. */
const lose = async (key: string, which: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: work.ownerUrl })
  await owner.connect()
  try {
    await owner.query(
      `DELETE FROM matter_event WHERE ${which} AND matter_id = (SELECT id FROM matter WHERE subject_id = $1)`,
      [key],
    )
  } finally {
    await owner.end()
  }
}

describe('matters of the demonstration', () => {
  it('go on where a start was killed, stand where the story leaves them, and balance', async () => {
    await expect(play(breakingAt(2))).rejects.toThrow('killed')
    const half = await findMatters()
    expect(half.length).toBeGreaterThan(0)
    await play()
    expect((await findMatters()).map(({ key, state, due }) => [key, state, due])).toEqual([
      ['bridge-answered', 'replied', null],
      ['bridge-appealed', 'appealed', '2026-11-25'],
      ['bridge-approving', 'approving', null],
      ['bridge-correction', 'needs_correction', '2026-11-27'],
      ...Array.from({ length: 10 }, (_, n) => [`bridge-done-${n}`, 'confirmed', null]),
      ['bridge-executed', 'executed', null],
      ['bridge-memorandum', 'in_force', null],
      ['bridge-overdue', 'sent', '2026-11-16'],
      ['bridge-received', 'received', '2026-11-27'],
      ['copy-asked', 'awaiting', '2026-12-01'],
      ['copy-noted', 'noted', null],
      ['crime', 'sent', '2026-11-27'],
      ['guidance', 'closed', null],
      ['interview', 'rectifying', '2026-11-30'],
      ['lead-closed', 'closed', null],
      ['lead-disputed', 'disputed', '2026-11-30'],
      ['lead-waiting', 'sent', '2026-11-27'],
      ['order', 'reviewing', null],
      ['reported-answered', 'fed_back', null],
      ['reported-new', 'checking', '2026-12-14'],
      ['reported-overdue', 'checking', '2026-11-19'],
      ['site-closure', 'reported', null],
    ])
    expect(await proveConservation(work.platform)).toBe(true)
    expect((await counts())?.deputies).toBe(1)
  }, 60_000)

  it('are played once', async () => {
    const before = await counts()
    expect(await play()).toBe(0)
    work.setNow('2026-12-30T02:00:00Z')
    expect(await play()).toBe(0)
    work.setNow('2026-11-25T02:00:00Z')
    expect(await counts()).toEqual(before)
  })

  it('are those of the people who sign in', async () => {
    const people = await findPeople(work.platform, seeded)
    const { id } = (await findMatters()).find(({ key }) => key === 'interview') as { id: string }
    const seenBy = async (login: string) => getMatter(contextFor(work.platform, people.get(login) as never), id)
    const analyst = await seenBy('analyst')
    expect(analyst.assignee).toEqual({ id: people.get('analyst')?.userId, name: '陈思远' })
    expect(analyst.timeline.map(({ type }) => type)).toContain('note')
    expect(analyst.timeline.find(({ event }) => event === 'issue_interview')?.letter?.number).toBe(
      '京市监约谈〔2026〕第1号',
    )
    const platform = await seenBy('platform')
    expect(platform.timeline.map(({ type }) => type)).not.toContain('note')
    expect(platform.timeline.flatMap(({ files }) => files.map(({ name }) => name))).toEqual([
      '问题经营主体清单-2026年7月.csv',
      '问题经营主体清退情况说明.html',
    ])
    const { rows } = await sql<{ number: string }>`SELECT number FROM letter ORDER BY number`.execute(
      work.platform.workerDb,
    )
    expect(rows.map(({ number }) => number)).toContain('沪市监复函〔2026〕第1号')
  })

  it('a matter that somebody moved on meanwhile is left to them', async () => {
    await lose('reported-answered', `event = 'feed_back'`)
    expect(await play()).toBe(0)
    expect(await proveConservation(work.platform)).toBe(false)
  })

  it('are told of with their balance, and where they do not balance', async () => {
    const lines: string[] = []
    await printMatters(work.platform, (line) => lines.push(line))
    const told = lines.join('\n')
    expect(told).toMatch(/线索移送 \/ Transfer of a lead\s+3\s+1\s+2 {2}平/)
    await lose('lead-closed', 'from_state IS NULL')
    await printMatters(work.platform, (line) => lines.push(line))
    expect(lines.join('\n')).toMatch(/线索移送 \/ Transfer of a lead\s+2\s+1\s+2 {2}不平！/)
  })
})
