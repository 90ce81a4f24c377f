import type { RequestForm, RequestTarget } from '@redbridge/client'
import type { Database } from './database.ts'

/** What a request is about, in terms of our tables. */
export interface Found {
  readonly shops: ReadonlySet<string>
  readonly items: ReadonlySet<string>
  /** null: every deal of the items; else these alone */
  readonly orders: ReadonlySet<string> | null
  /** targets of which we have nothing */
  readonly missing: readonly RequestTarget[]
  /** targets that say too little to look for */
  readonly unclear: readonly RequestTarget[]
}

const idOf = (value: string): string => value.trim().replace(/^https:\/\/mall\.example\/(shop|item)\//, '')

interface Hit {
  readonly shops: readonly string[]
  readonly items: readonly string[]
  readonly orders: readonly string[]
}
const NOTHING: Hit = { shops: [], items: [], orders: [] }
const texts = (rows: readonly Record<string, unknown>[]): string[] => rows.map((row) => String(Object.values(row)[0]))

const findOne = (db: Database, { kind, value }: RequestTarget): Hit => {
  switch (kind) {
    case 'order': {
      const row = db.one(
        'SELECT d.item_id, i.shop_id FROM deal d JOIN item i ON i.id = d.item_id WHERE d.order_no = ?',
        idOf(value),
      )
      return row ? { shops: [String(row.shop_id)], items: [String(row.item_id)], orders: [idOf(value)] } : NOTHING
    }
    case 'item': {
      const row = db.one('SELECT shop_id FROM item WHERE id = ?', idOf(value))
      return row ? { shops: [String(row.shop_id)], items: [idOf(value)], orders: [] } : NOTHING
    }
    case 'shop': {
      const shops = texts(db.all('SELECT id FROM shop WHERE id = ? OR name = ?', idOf(value), value.trim()))
      return {
        ...NOTHING,
        shops,
        items: shops.flatMap((id) => texts(db.all('SELECT id FROM item WHERE shop_id = ?', id))),
      }
    }
    case 'keyword': {
      const like = `%${value.trim().replace(/[\\%_]/g, '\\$&')}%`
      const rows = db.all("SELECT id, shop_id FROM item WHERE title LIKE ? ESCAPE '\\' ORDER BY id", like)
      return { ...NOTHING, shops: rows.map((row) => String(row.shop_id)), items: rows.map((row) => String(row.id)) }
    }
  }
}

/** A name two shops bear, or a keyword of one letter, does not say what is meant. */
const isUnclear = ({ kind, value }: RequestTarget, hit: Hit): boolean =>
  (kind === 'shop' && hit.shops.length > 1) || (kind === 'keyword' && [...value.trim()].length < 2)

export const findTargets = (db: Database, targets: readonly RequestTarget[]): Found => {
  const hits = targets.map((target) => ({ target, hit: findOne(db, target) }))
  const good = hits.filter(({ target, hit }) => !isUnclear(target, hit) && hit.shops.length > 0)
  const narrowed = good.some(({ hit }) => hit.orders.length > 0)
  return {
    shops: new Set(good.flatMap(({ hit }) => hit.shops)),
    items: new Set(good.flatMap(({ hit }) => hit.items)),
    orders:
      narrowed && good.every(({ target }) => target.kind === 'order')
        ? new Set(good.flatMap(({ hit }) => hit.orders))
        : null,
    missing: hits
      .filter(({ target, hit }) => !isUnclear(target, hit) && hit.shops.length === 0)
      .map((one) => one.target),
    unclear: hits.filter(({ target, hit }) => isUnclear(target, hit)).map((one) => one.target),
  }
}

/** The days a request is about; open ends where it names none. */
export const periodOf = ({ periodFrom, periodTo }: RequestForm): { from: string; to: string } => ({
  from: periodFrom ?? '0000-01-01',
  to: periodTo ?? '9999-12-31',
})
