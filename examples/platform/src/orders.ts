import type { DisposalMeasure, DisposalResult } from '@redbridge/client'
import type { Planned } from './acts.ts'
import { type Database, nowText } from './database.ts'

/** What an order says: the form of its move `compose`. */
export interface Order {
  readonly measure: DisposalMeasure
  readonly objects: readonly { readonly name: string; readonly reference: string }[]
  readonly reasons: string
}
interface Result {
  readonly object: number
  readonly result: DisposalResult
  readonly note?: string
}

const SHOP_STATE: Partial<Record<DisposalMeasure, string>> = {
  restrict_shop: 'restricted',
  suspend_shop: 'suspended',
  close_shop: 'closed',
}

/** Carries an order out in our own tables, object by object, and says what came of each. Repeating it changes nothing. */
export const executeOrder = (db: Database, matterId: string, order: Order): Planned[] =>
  db.together(() => {
    const results = order.objects.map(
      ({ reference }, object): Result => ({
        object,
        ...carryOut(db, { matterId, measure: order.measure, id: idOf(reference) }),
      }),
    )
    const planned: Planned[] = [{ act: 'execute', body: { results, toldOperator: true } }]
    return doubts(db, order) ? [...planned, { act: 'appeal', body: appeal(order) }] : planned
  })

const idOf = (reference: string): string => reference.trim().replace(/^https:\/\/mall\.example\/(shop|item)\//, '')

interface Task {
  readonly matterId: string
  readonly measure: DisposalMeasure
  readonly id: string
}

const carryOut = (db: Database, task: Task): { result: DisposalResult; note?: string } => {
  const item = db.one('SELECT id FROM item WHERE id = ?', task.id)
  const shop = db.one('SELECT id FROM shop WHERE id = ?', task.id)
  if (!item && !shop) return { result: 'not_found', note: '本平台没有该商品或者店铺' }
  if (task.measure === 'preserve') return { result: 'done', note: '有关数据已经另行保存' }
  const state = SHOP_STATE[task.measure]
  if (state) return shop ? change(db, task, 'shop', state) : { result: 'not_done', note: '该措施适用于店铺' }
  if (item) return change(db, task, 'item', 'taken_down')
  const items = db.all("SELECT id FROM item WHERE shop_id = ? AND state = 'listed'", task.id)
  for (const one of items) change(db, { ...task, id: String(one.id) }, 'item', 'taken_down')
  return items.length > 0 ? { result: 'done', note: `下架商品${items.length}件` } : { result: 'already_gone' }
}

const change = (
  db: Database,
  { matterId, id }: Task,
  kind: 'shop' | 'item',
  state: string,
): { result: DisposalResult } => {
  const before = String(db.one(`SELECT state FROM ${kind} WHERE id = ?`, id)?.state)
  if (before === state) {
    const own = db.one('SELECT 1 FROM measure WHERE matter_id = ? AND kind = ? AND id = ?', matterId, kind, id)
    return { result: own ? 'done' : 'already_gone' }
  }
  db.run(`UPDATE ${kind} SET state = ? WHERE id = ?`, state, id)
  db.run(
    `INSERT INTO measure (matter_id, kind, id, before, after) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET after = excluded.after, undone_at = NULL`,
    matterId,
    kind,
    id,
    before,
    state,
  )
  return { result: 'done' }
}

/** An order was revoked: what it made us change goes back, where nothing else changed it since. */
export const undoOrder = (db: Database, matterId: string): void =>
  db.together(() => {
    for (const row of db.all('SELECT * FROM measure WHERE matter_id = ? AND undone_at IS NULL', matterId)) {
      db.run(
        `UPDATE ${row.kind === 'shop' ? 'shop' : 'item'} SET state = ? WHERE id = ? AND state = ?`,
        row.before as string,
        row.id as string,
        row.after as string,
      )
      db.run(
        'UPDATE measure SET undone_at = ? WHERE matter_id = ? AND kind = ? AND id = ?',
        nowText(),
        matterId,
        row.kind as string,
        row.id as string,
      )
    }
  })

const quoted = (reasons: string): string[] =>
  [...reasons.matchAll(/“([^”]{2,20})”/g)].map((match) => match[1] as string)

/** A simple rule: an order that quotes words of a listing that do not stand in it rests on a mistake. It is obeyed first. */
const doubts = (db: Database, { objects, reasons }: Order): boolean => {
  const words = quoted(reasons)
  const texts = objects.flatMap(({ reference }) => {
    const row = db.one('SELECT title, description FROM item WHERE id = ?', idOf(reference))
    return row ? [`${row.title} ${row.description}`] : []
  })
  return words.length > 0 && texts.length > 0 && !texts.some((text) => words.some((word) => text.includes(word)))
}

const appeal = ({ objects, reasons }: Order): object => ({
  ground: 'facts',
  explanation: `所涉商品（${objects.map((one) => one.reference).join('、')}）的标题和详情中没有${quoted(reasons)
    .map((word) => `“${word}”`)
    .join('、')}，已先行执行，请核查。`,
})
