import { planActs } from './acts.ts'
import { type Database, nowText, type Row } from './database.ts'

/** Words no advertisement may use (ADL 9(1)(3)); what we look for on ourselves. */
const FORBIDDEN = ['国家级', '最高级', '最佳']

/** Looks through what is listed; what breaks the rule is taken down and reported, in one transaction with the report. */
export const reportOwnFindings = (db: Database, bureauId: string): number => {
  const found = db.all(
    `SELECT i.id, i.title, i.url AS item_url, s.* FROM item i JOIN shop s ON s.id = i.shop_id
     WHERE i.state = 'listed' AND (${FORBIDDEN.map(() => 'i.title LIKE ?').join(' OR ')}) ORDER BY i.id LIMIT 20`,
    ...FORBIDDEN.map((word) => `%${word}%`),
  )
  for (const row of found) db.together(() => reportOne(db, bureauId, row))
  return found.length
}

const reportOne = (db: Database, bureauId: string, row: Row): void => {
  const id = String(row.item_url).split('/').at(-1) as string
  const form = leadForm(row, String(row.title))
  db.run("UPDATE item SET state = 'taken_down' WHERE id = ?", id)
  planActs(db, { name: `lead-${id}`, messageId: null, matterId: null }, [
    { act: 'report', body: { bureauId, ...form } },
  ])
  db.run('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING', `found ${id}`, nowText())
}

const leadForm = (row: Row, title: string) => ({
  subjectName: row.operator,
  uscc: row.uscc,
  address: row.address,
  shopName: row.name,
  shopUrl: row.url,
  goods: `${title}（${row.item_url}）`,
  facts: `商品标题“${title}”使用了广告法第九条禁止的用语。`,
  measures: '已下架该商品并告知经营者。',
})

/** The bureau wants more: what the report was about, once more with what we hold. */
export const completeLead = (facts: Readonly<Record<string, unknown>>): object => ({
  goods: facts.goods,
  facts: `${String(facts.facts)} 该商品下架前的销售记录保存完整，可以依协查提供。`,
  measures: facts.measures,
})
