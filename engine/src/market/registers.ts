import { REGISTER_COLUMNS, type RegisterField } from '@redbridge/contract'
import { BUREAUS } from './bureaus.ts'
import { isoDate } from './codes.ts'
import { csvLine, encode } from './csv.ts'
import { type Entity, STREAM } from './entity.ts'
import { registeredAddress, representative } from './shop.ts'
import type { Standing, World } from './world.ts'

export type RegisterKind = 'register' | 'abnormal' | 'serious'

/** A file that a bureau keeps: the extract of its register, or one of its two lists, as of a period. */
export interface RegisterFile {
  /** for example beijing-abnormal-2026-07 */
  readonly key: string
  readonly bureau: string
  /** two digits */
  readonly province: string
  readonly kind: RegisterKind
  readonly title: string
  readonly period: string
  readonly asOf: string
  readonly header: readonly string[]
  /** UTF-8 without byte order mark, RFC 4180, header first */
  csv(): Iterable<Uint8Array>
  rows(): Iterable<string[]>
}

const FIELDS: Readonly<Record<RegisterKind, readonly RegisterField[]>> = {
  register: ['uscc', 'name', 'regNo', 'representative', 'status', 'statusDate', 'province', 'city', 'address'],
  abnormal: ['uscc', 'name', 'representative', 'listedReason', 'listedDate', 'city'],
  serious: ['uscc', 'name', 'representative', 'listedReason', 'listedDate', 'city'],
}
const KIND_ZH: Readonly<Record<RegisterKind, string>> = {
  register: '市场主体登记信息',
  abnormal: '经营异常名录',
  serious: '严重违法失信名单',
}
/** The words of the National Enterprise Credit Information Publicity System. */
const STATUS_ZH: Readonly<Record<Standing['status'], string>> = {
  active: '存续（在营、开业、在册）',
  cancelled: '注销',
  revoked: '吊销，未注销',
  moved: '迁出',
}
const ABNORMAL_FIRM = [
  ...Array<string>(6).fill('通过登记的住所或者经营场所无法联系的'),
  ...Array<string>(4).fill('未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告的'),
  '公示企业信息隐瞒真实情况、弄虚作假的',
]
const ABNORMAL_INDIVIDUAL = [
  ...Array<string>(6).fill('经营者未按规定报送年度报告'),
  ...Array<string>(4).fill('通过登记的经营场所或者住所无法取得联系的'),
]
const SERIOUS = [
  '组织虚假交易等严重破坏公平竞争秩序的不正当竞争行为',
  '故意侵犯知识产权，情节严重',
  '发布关系消费者生命健康的商品或者服务的虚假广告，情节严重',
  '提交虚假材料取得市场主体登记，情节严重',
  '拒不履行行政处罚决定，且情节严重',
]

const SERIOUS_FOOD = [
  '未依法取得许可从事食品经营活动，情节严重',
  '用超过保质期的食品原料生产经营食品，情节严重',
  '经营未按规定进行检疫的肉类，情节严重',
  '提交虚假材料取得市场主体登记，情节严重',
  '拒不履行行政处罚决定，且情节严重',
]

const pick = (from: readonly string[], n: number): string => from[n % from.length]!

function reasonFor(entity: Entity, kind: RegisterKind, throwOf: number): string {
  if (kind === 'serious')
    return pick(entity.kind === 'delivery' || entity.kind === 'fresh' ? SERIOUS_FOOD : SERIOUS, throwOf)
  return pick(entity.form === 'individual' ? ABNORMAL_INDIVIDUAL : ABNORMAL_FIRM, throwOf)
}

function* rowsOf(
  world: World,
  kind: RegisterKind,
  province: string,
  provinceZh: string,
  period: number,
): Iterable<string[]> {
  const { dice } = world
  for (let index = 0; index < world.businesses; index++) {
    if (world.isPerson(index)) continue
    const standing = kind === 'register' ? undefined : world.standing(index, period)
    if (kind === 'abnormal' && !standing!.abnormal) continue
    if (kind === 'serious' && !standing!.serious) continue
    const entity = world.entity(index)
    if (entity.place.province !== province) continue
    const at = standing ?? world.standing(index, period)
    const name = world.nameOf(entity, at.renamed)
    const [newHead, moved] = changesOf(world, index, period)
    const head = representative(dice, entity, newHead)
    if (kind === 'register') {
      const date = at.status === 'active' ? '' : isoDate(at.day)
      const address = registeredAddress(dice, entity, moved)
      yield [entity.uscc, name, entity.regNo, head, STATUS_ZH[at.status], date, provinceZh, entity.place.city, address]
    } else {
      dice.seat(STREAM.standing, ~index)
      yield [entity.uscc, name, head, reasonFor(entity, kind, dice.below(1000)), isoDate(at.day), entity.place.city]
    }
  }
}

/** Whether the representative changed and the business moved between the periods: the throws of the report's row. */
function changesOf({ dice }: World, index: number, period: number): [newHead: boolean, moved: boolean] {
  dice.seat(STREAM.life, ~index)
  dice.chance(0.12)
  const moved = dice.chance(0.015)
  const newHead = dice.chance(0.012)
  return period === 1 ? [newHead, moved] : [false, false]
}

/** All register files of the market: three kinds for each bureau with a register, as of each period. */
export function registersOf(world: World, periods: readonly { key: string; asOf: string }[]): RegisterFile[] {
  const files: RegisterFile[] = []
  periods.forEach((period, p) => {
    for (const bureau of BUREAUS.filter((b) => b.level === 'province')) {
      const province = bureau.division.slice(0, 2)
      const provinceZh = bureau.zh.replace('市场监督管理局', '')
      for (const kind of ['register', 'abnormal', 'serious'] as const) {
        const header = FIELDS[kind].map((f) => REGISTER_COLUMNS.find((c) => c.key === f)!.zh)
        const rows = () => rowsOf(world, kind, province, provinceZh, p)
        files.push({
          key: `${bureau.key}-${kind}-${period.key}`,
          bureau: bureau.key,
          province,
          kind,
          period: period.key,
          asOf: period.asOf,
          title: `${provinceZh}${KIND_ZH[kind]}（截至${period.asOf}）`,
          header,
          rows,
          csv: () => encode(linesOf(header, rows())),
        })
      }
    }
  })
  return files
}

function* linesOf(header: readonly string[], rows: Iterable<readonly string[]>): Iterable<string> {
  yield csvLine(header)
  for (const row of rows) yield csvLine(row)
}
