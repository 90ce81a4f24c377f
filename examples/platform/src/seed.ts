import { type Database, nowText } from './database.ts'

// A small market made from a seed: the same number makes the same rows. Names are invented; codes and telephone numbers
// are of no real person.

const PLACES = ['杭州市西湖区', '广州市白云区', '成都市武侯区', '苏州市吴中区', '金华市义乌市', '泉州市晋江市']
const TRADES = ['茶叶', '陶瓷', '童装', '灯具', '箱包', '文具', '厨具', '玩具']
const WORDS = ['清风', '远山', '晨光', '青木', '知味', '云上', '平安', '小满', '南星', '朝露']
const GOODS = ['礼盒', '套装', '单件', '家用款', '便携款', '经典款']
const CARRIERS = ['顺风达', '通途', '四方']
const CHANNELS = ['支付渠道甲', '支付渠道乙', '银行卡']
const REASONS = ['不喜欢', '尺寸不合', '与描述不符', '质量问题']

/** Deterministic chance (mulberry32). */
const chance = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

export interface SeedOptions {
  readonly seed: number
  readonly shops: number
  readonly itemsPerShop: number
  readonly deals: number
  /** the newest day of a deal, YYYY-MM-DD */
  readonly until: string
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0')
const pick = <T>(list: readonly T[], next: (below: number) => number): T => list[next(list.length)] as T
const dayBefore = (until: string, days: number): string =>
  new Date(Date.parse(`${until}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

/** Fills an empty database; one that has shops is left as it is. */
export const seedMarket = (db: Database, options: SeedOptions): void =>
  db.together(() => {
    if (db.one('SELECT 1 FROM shop LIMIT 1')) return
    const next = chance(options.seed)
    for (let n = 1; n <= options.shops; n++) addShop(db, options, n, next)
    const items = db.all('SELECT id, shop_id, price FROM item ORDER BY id')
    for (let n = 1; n <= options.deals; n++) addDeal(db, options, { n, item: items[next(items.length)] as Item }, next)
    db.run('INSERT INTO setting (name, value) VALUES (?, ?)', 'seeded_at', nowText())
  })
type Item = { id: string; shop_id: string; price: number }

/** A made-up code of 18 characters with the form, and no check, of the real ones. */
const codeOf = (next: (below: number) => number): string => `91${pad(next(1e8), 8)}MA${pad(next(1e6), 6)}`.slice(0, 18)

const addShop = (db: Database, { until, itemsPerShop }: SeedOptions, n: number, next: (b: number) => number): void => {
  const id = `SHOP-${pad(n, 4)}`
  const [word, trade] = [`${pick(WORDS, next)}${pick(WORDS, next)}`, pick(TRADES, next)]
  db.run(
    `INSERT INTO shop (id, name, url, operator, uscc, representative, id_number, address, phone, joined_on, licences)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    `${word}${trade}店${n}`,
    `https://mall.example/shop/${id}`,
    `${word}${trade}有限公司`,
    codeOf(next),
    `法人${n}`,
    `000000${pad(next(1e8), 8)}${pad(next(1e4), 4)}`,
    `${pick(PLACES, next)}示范路${1 + next(200)}号`,
    `100${pad(next(1e8), 8)}`,
    dayBefore(until, 400 + next(800)),
    trade === '茶叶' ? '食品经营备案' : '',
  )
  for (let i = 1; i <= itemsPerShop; i++) {
    const item = `ITEM-${pad(n, 4)}-${pad(i, 2)}`
    // Every fortieth says what no advertisement may say (ADL 9): the platform finds these itself.
    const boast = (n * itemsPerShop + i) % 40 === 0 ? '国家级 ' : ''
    db.run(
      `INSERT INTO item (id, shop_id, title, url, price, listed_on, description, brand) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      item,
      id,
      `${boast}${word}${trade}${pick(GOODS, next)}`,
      `https://mall.example/item/${item}`,
      900 + next(50_000),
      dayBefore(until, 60 + next(300)),
      `${trade}，${pick(GOODS, next)}，产地见包装`,
      word,
    )
  }
}

const addDeal = (
  db: Database,
  { until }: SeedOptions,
  { n, item }: { n: number; item: Item },
  next: (below: number) => number,
): void => {
  const order = `ORDER-${pad(n, 6)}`
  const quantity = 1 + next(3)
  const day = dayBefore(until, next(330))
  const shop = db.one('SELECT operator FROM shop WHERE id = ?', item.shop_id)
  db.run(
    `INSERT INTO deal (order_no, item_id, quantity, amount, paid_at, channel, payee, buyer, carrier, waybill, sent_from,
       sent_at, recipient) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    order,
    item.id,
    quantity,
    quantity * item.price,
    `${day} ${pad(next(24), 2)}:${pad(next(60), 2)}:${pad(next(60), 2)}`,
    pick(CHANNELS, next),
    String(shop?.operator ?? ''),
    `buyer${pad(next(500), 4)}`,
    pick(CARRIERS, next),
    `WB${pad(next(1e9), 9)}`,
    pick(PLACES, next),
    `${day} 23:30:00`,
    `收货人${next(500)} ${pick(PLACES, next)}`,
  )
  if (next(12) === 0)
    db.run(
      'INSERT INTO sent_back VALUES (?, ?, ?, ?, ?)',
      order,
      `${day} 23:50:00`,
      pick(REASONS, next),
      '已退款',
      item.price,
    )
  if (next(9) === 0)
    db.run(
      'INSERT INTO service_case VALUES (?, ?, ?, ?)',
      order,
      `${day} 23:55:00`,
      '询问发货时间，已答复',
      `${3 + next(3)}星`,
    )
}
