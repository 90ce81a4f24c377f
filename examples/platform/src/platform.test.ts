import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestForm } from '@redbridge/client'
import { afterAll, describe, expect, it } from 'vitest'
import { answerTo, partsOf, rowCount } from './answer.ts'
import { readOptions } from './config.ts'
import { openDatabase } from './database.ts'
import { findTargets } from './find.ts'
import { decideRequest } from './requests.ts'
import { seedMarket } from './seed.ts'

const dir = mkdtempSync(join(tmpdir(), 'redbridge-example-'))
const open = (name: string) => {
  const db = openDatabase(join(dir, name))
  seedMarket(db, { seed: 7, shops: 12, itemsPerShop: 6, deals: 400, until: '2026-11-25' })
  return db
}
const db = open('a.db')
afterAll(() => {
  db[Symbol.dispose]()
  rmSync(dir, { recursive: true, force: true })
})

const form = (more: Partial<RequestForm>): RequestForm =>
  ({
    ...{ purpose: 'case', targets: [{ kind: 'shop', value: 'SHOP-0001' }], reach: 'single' },
    ...{ periodFrom: '2026-01-01', periodTo: '2026-11-25', fields: ['identity.uscc', 'payment.amount'] },
    ...{ caseStage: 'none', basis: ['ECL 25'], facts: '', officers: [], secrecy: 'internal', ...more },
  }) as RequestForm

describe('the market', () => {
  it('is the same for the same seed', () => {
    using other = open('b.db')
    const all = (of: typeof db) => ['shop', 'item', 'deal'].map((table) => of.all(`SELECT * FROM ${table} ORDER BY 1`))
    expect(all(other)).toEqual(all(db))
    expect(all(db).map((rows) => rows.length)).toEqual([12, 72, 400])
  })
})

describe('an answer', () => {
  it('holds the requested fields of the right rows and no others', () => {
    const request = form({})
    const content = answerTo(db, request, findTargets(db, request.targets))
    expect(new Set(content.groups.flatMap(({ rows }) => rows.flatMap(Object.keys)))).toEqual(
      new Set(['uscc', 'amount']),
    )
    const counted = db.one(
      `SELECT count(*) AS n FROM deal d JOIN item i ON i.id = d.item_id
       WHERE i.shop_id = 'SHOP-0001' AND d.paid_at >= '2026-01-01' AND d.paid_at < '2026-11-26'`,
    )
    expect(content.groups.find(({ group }) => group === 'payment')?.rows).toHaveLength(Number(counted?.n))
  })

  it('says of every field that is asked for what there is, that there is nothing, or why not', () => {
    const request = form({
      targets: [{ kind: 'order', value: 'ORDER-000001' }],
      fields: ['identity.login_log', 'identity.uscc', 'returns.reason', 'payment.buyer_account'],
      extraFields: [{ label: '直播间', why: '核实' }],
      ...{ periodFrom: '1999-01-01', periodTo: '1999-12-31' },
    })
    const content = answerTo(db, request, findTargets(db, request.targets))
    expect(content.none).toEqual(['returns'])
    expect(content.withheld.map((one) => one.field)).toEqual(['identity.login_log', 'payment.buyer_account', 'extra.1'])
  })

  it('loses no row when it is cut into parts', () => {
    const request = form({ targets: [{ kind: 'keyword', value: '套装' }], fields: ['goods.title', 'payment.order_no'] })
    const content = answerTo(db, request, findTargets(db, request.targets))
    for (const size of [1, 7, 1000]) {
      const parts = partsOf(content, size)
      expect(parts.every((part) => rowCount(part) <= size)).toBe(true)
      const whole = Map.groupBy(
        parts.flatMap((part) => part.groups),
        (one) => one.group,
      )
      expect([...whole].map(([group, of]) => ({ group, rows: of.flatMap((one) => one.rows) }))).toEqual(content.groups)
      expect(parts.at(-1)).toMatchObject({ none: content.none, withheld: content.withheld })
    }
  })
})

describe('a request', () => {
  const decide = (more: Partial<RequestForm>, event = 'approve', state = 'received') =>
    decideRequest(db, { partRows: 10, extendRows: 20 }, { event, form: form(more), state, today: '2026-11-25' }).map(
      ({ act }) => act,
    )
  it('is answered, in parts and with more time where there is much', () => {
    expect(decide({ fields: ['identity.uscc'] })).toEqual(['answer'])
    const much = decide({})
    expect([much[0], much.at(-1)]).toEqual(['extend', 'answer'])
    expect(new Set(much.slice(1, -1))).toEqual(new Set(['answerPart']))
    // Extended is what is answered for the first time.
    expect(decide({}, 'return', 'returned')).not.toContain('extend')
  })
  it('is asked about where its target is unclear or unknown, and refused where that does not help', () => {
    const unknown = { targets: [{ kind: 'item' as const, value: 'ITEM-NONE' }] }
    expect(decide(unknown)).toEqual(['askCorrection'])
    expect(decide(unknown, 'correct')).toEqual(['refuse'])
    expect(decide(unknown, 'insist', 'returned')).toEqual(['answer'])
    expect(decide({ targets: [{ kind: 'keyword', value: '茶' }] })).toEqual(['askCorrection'])
  })
  it('is refused where the records are gone', () => {
    expect(decide({ periodFrom: '2019-01-01', periodTo: '2019-12-31' })).toEqual(['refuse'])
  })
})

describe('options', () => {
  it('come from flags and say what is missing', () => {
    const args = ['--base-url', 'http://a', '--client-id', 'c', '--listen', '127.0.0.1:81', '--sandbox']
    expect(readOptions(args, { CLIENT_SECRET: 's' })).toMatchObject({
      ...{ baseUrl: 'http://a', clientSecret: 's', sandbox: true, listen: { host: '127.0.0.1', port: 81 } },
    })
    expect(() => readOptions(args, {})).toThrow('missing: clientSecret')
    expect(readOptions(['--help'], {})).toBe(null)
  })
})
