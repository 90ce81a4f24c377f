import type { AnswerContent, AnswerGroup, FieldGroup, RequestForm } from '@redbridge/client'
import type { Database, Row } from './database.ts'
import { type Found, periodOf } from './find.ts'

// An answer, field by field: exactly the requested ones, from our tables; of what we do not hold, the reason.

const yuan = (cents: unknown): string => (Number(cents) / 100).toFixed(2)

/** Where each field of the catalogue comes from; what is not here this platform does not hold. */
const SOURCES: Readonly<Record<string, (row: Row) => unknown>> = {
  'identity.name': (row) => row.operator,
  'identity.uscc': (row) => row.uscc,
  'identity.shop_name': (row) => row.name,
  'identity.shop_url': (row) => row.url,
  'identity.representative': (row) => row.representative,
  'identity.id_number': (row) => row.id_number,
  'identity.address': (row) => row.address,
  'identity.phone': (row) => row.phone,
  'identity.joined_on': (row) => row.joined_on,
  'identity.licences': (row) => row.licences,
  'goods.item_id': (row) => row.id,
  'goods.title': (row) => row.title,
  'goods.url': (row) => row.url,
  'goods.price': (row) => yuan(row.price),
  'goods.sold': (row) => row.sold,
  'goods.turnover': (row) => yuan(row.turnover),
  'goods.listed_on': (row) => row.listed_on,
  'goods.description': (row) => row.description,
  'goods.brand': (row) => row.brand,
  'payment.order_no': (row) => row.order_no,
  'payment.paid_at': (row) => row.paid_at,
  'payment.amount': (row) => yuan(row.amount),
  'payment.channel': (row) => row.channel,
  'payment.payee': (row) => row.payee,
  'payment.buyer': (row) => row.buyer,
  'logistics.order_no': (row) => row.order_no,
  'logistics.carrier': (row) => row.carrier,
  'logistics.waybill': (row) => row.waybill,
  'logistics.sent_from': (row) => row.sent_from,
  'logistics.sent_at': (row) => row.sent_at,
  'logistics.recipient': (row) => row.recipient,
  'returns.order_no': (row) => row.order_no,
  'returns.at': (row) => row.at,
  'returns.reason': (row) => row.reason,
  'returns.result': (row) => row.result,
  'returns.refund': (row) => yuan(row.refund),
  'after_sales.order_no': (row) => row.order_no,
  'after_sales.at': (row) => row.at,
  'after_sales.content': (row) => row.content,
  'after_sales.rating': (row) => row.rating,
}

type Period = { readonly from: string; readonly to: string }
const listOf = (ids: ReadonlySet<string>): string => JSON.stringify([...ids])
const within = (of: string, { orders }: Found): string =>
  `d.paid_at >= ? AND d.paid_at < ? || ' 24' AND ${orders ? 'd.order_no' : 'd.item_id'} IN (SELECT value FROM json_each(?)) ORDER BY ${of}`

/** Rows of a group, in a fixed order, so that a repeated answer is the same answer. */
const rowsOf = (db: Database, group: FieldGroup, found: Found, { from, to }: Period): Row[] => {
  const deals = listOf(found.orders ?? found.items)
  switch (group) {
    case 'identity':
      return db.all('SELECT * FROM shop WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id', listOf(found.shops))
    case 'goods':
      return db.all(
        `SELECT i.*, count(d.order_no) AS deals, coalesce(sum(d.quantity), 0) AS sold, coalesce(sum(d.amount), 0) AS turnover
         FROM item i LEFT JOIN deal d ON d.item_id = i.id AND d.paid_at >= ? AND d.paid_at < ? || ' 24'
         WHERE i.id IN (SELECT value FROM json_each(?)) GROUP BY i.id ORDER BY i.id`,
        from,
        to,
        listOf(found.items),
      )
    case 'payment':
    case 'logistics':
      return db.all(`SELECT d.* FROM deal d WHERE ${within('d.order_no', found)}`, from, to, deals)
    case 'returns':
      return db.all(
        `SELECT b.* FROM sent_back b JOIN deal d ON d.order_no = b.order_no WHERE ${within('b.order_no, b.at', found)}`,
        from,
        to,
        deals,
      )
    case 'after_sales':
      return db.all(
        `SELECT s.* FROM service_case s JOIN deal d ON d.order_no = s.order_no WHERE ${within('s.order_no, s.at', found)}`,
        from,
        to,
        deals,
      )
    case 'extra':
      return []
  }
}

const nameIn = (field: string): string => field.slice(field.indexOf('.') + 1)
const groupOf = (field: string): FieldGroup => field.slice(0, field.indexOf('.')) as FieldGroup

/** Everything that a request asks for and we hold. */
export const answerTo = (db: Database, form: RequestForm, found: Found): AnswerContent => {
  const asked = [...(form.fields ?? []), ...(form.extraFields ?? []).map((_, i) => `extra.${i + 1}`)]
  const held = asked.filter((field) => SOURCES[field])
  const groups: AnswerGroup[] = []
  const none: FieldGroup[] = []
  const withheld: AnswerContent['withheld'] = asked
    .filter((field) => !SOURCES[field])
    .map((field) => ({ field, reason: 'not_held' as const }))
  for (const [group, fields] of Map.groupBy(held, groupOf)) {
    const rows = rowsOf(db, group, found, periodOf(form)).map((row) => valuesOf(row, fields))
    if (rows.length === 0) none.push(group)
    else groups.push({ group, rows })
    // A column that is empty in every row is said to be empty, so that nothing is left open.
    if (rows.length > 0)
      for (const field of fields.filter((one) => rows.every((row) => row[nameIn(one)] === undefined)))
        withheld.push({ field, reason: 'not_held' })
  }
  return { groups, none, withheld }
}

const valuesOf = (row: Row, fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      const value = SOURCES[field]?.(row)
      return value === null || value === undefined || value === '' ? [] : [[nameIn(field), String(value)]]
    }),
  )

/** Cuts an answer into parts of at most `size` rows; the last one also says what there is nothing of. */
export const partsOf = ({ groups, none, withheld }: AnswerContent, size: number): AnswerContent[] => {
  const parts: AnswerContent[] = []
  let open: AnswerGroup[] = []
  let room = size
  for (const { group, rows } of groups)
    for (let at = 0; at < rows.length; ) {
      const taken = rows.slice(at, at + room)
      open.push({ group, rows: taken })
      at += taken.length
      room -= taken.length
      if (room > 0) continue
      parts.push({ groups: open, none: [], withheld: [] })
      open = []
      room = size
    }
  const last = open.length > 0 || parts.length === 0 ? { groups: open } : (parts.pop() as AnswerContent)
  return [...parts, { groups: last.groups, none, withheld }]
}

export const rowCount = ({ groups }: AnswerContent): number => groups.reduce((sum, { rows }) => sum + rows.length, 0)
