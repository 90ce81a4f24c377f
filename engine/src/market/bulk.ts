import { REGISTER_COLUMNS, REPORT_COLUMNS, type RegisterField } from '@redbridge/contract'
import { fiveOf, usccOf } from './codes.ts'
import { csvLine, encode } from './csv.ts'
import { damageCode, damageName } from './damage.ts'
import { createDice, type Dice, permute } from './dice.ts'
import { mobile, personName } from './people.ts'
import { type Place, placeIn, streetAddress } from './places.ts'
import { TRADE_FIRST, TRADE_LAST, TRADE_MIDDLE, TRADES } from './trades.ts'

/**
 * Plain volume for measurements: a register and a report drawn from it, cheaper a row than the market and with less to
 * see in it. Everybody is registered in Beijing.
 */
export interface RegisterVolume {
  readonly seed: string | number
  readonly rows: number
}

export interface ReportVolume extends RegisterVolume {
  /** rows of the register of the same seed that the report is drawn from; not fewer than `rows` */
  readonly registerRows: number
  /** share of rows with a wrong code, an unknown code, another name, or reported twice */
  readonly errorRate: number
}

export const VOLUME_FIELDS: readonly RegisterField[] = [
  'uscc',
  'name',
  'representative',
  'status',
  'statusDate',
  'abnormal',
  'serious',
  'city',
  'address',
]

const POOL = 4096
const STREAM = { business: 1, report: 2, pools: 3 }
const SUFFIX = ['有限公司', '有限公司', '有限公司', '股份有限公司', '商行（个体工商户）', '经营部', '商行']
const STEP = 7_368_787

interface Pools {
  readonly dice: Dice
  readonly places: readonly Place[]
  readonly people: readonly string[]
  readonly streets: readonly string[]
  readonly phones: readonly string[]
}

function poolsOf(seed: string | number): Pools {
  const dice = createDice(seed)
  dice.seat(STREAM.pools, 0)
  const fill = <T>(make: () => T): T[] => Array.from({ length: POOL }, make)
  const places = fill(() => placeIn(dice, '11'))
  return {
    dice,
    places,
    people: fill(() => personName(dice)),
    streets: places.map((place) => place.full + streetAddress(dice, place, false)),
    phones: fill(() => mobile(dice)),
  }
}

interface Business {
  readonly uscc: string
  readonly trade: string
  readonly name: string
  readonly place: number
  readonly head: string
}

/** Unique up to 286 million: ten first digits of 31^5 bodies each. */
function businessAt({ dice, places, people }: Pools, index: number): Business {
  dice.seat(STREAM.business, index)
  const at = dice.below(POOL)
  const trade =
    TRADE_FIRST[dice.below(TRADE_FIRST.length)]! +
    TRADE_MIDDLE[dice.below(TRADE_MIDDLE.length)]! +
    TRADE_LAST[dice.below(TRADE_LAST.length)]!
  const ending = dice.below(SUFFIX.length)
  const lines = TRADES.general.firm
  const name = `北京${trade}${lines[dice.below(lines.length)]!}${SUFFIX[ending]!}`
  const body = `MA${Math.floor(index / 31 ** 5) % 10}${fiveOf(permute(index % 31 ** 5, 961, 29791, 43))}`
  return {
    uscc: usccOf(ending > 3 ? '92' : '91', places[at]!.code, body),
    trade,
    name,
    place: at,
    head: people[dice.below(POOL)]!,
  }
}

/** In ten thousand: 200 cancelled, 40 revoked, 90 with abnormal operation, 6 with a serious violation. */
function standingAt(dice: Dice): readonly [status: string, date: string, abnormal: string, serious: string] {
  const u = dice.below(10_000)
  if (u < 200) return ['注销', '2025-11-20', '', '']
  if (u < 240) return ['吊销，未注销', '2024-08-15', '', '']
  return ['存续（在营、开业、在册）', '', u < 330 ? '是' : '', u > 9993 ? '是' : '']
}

/**
 * A register of `rows` businesses as chunks of UTF-8 CSV.
 * @example for (const chunk of generateRegister({ seed: 1, rows: 3_000_000 })) file.write(chunk)
 */
export function generateRegister({ seed, rows }: RegisterVolume): Iterable<Uint8Array> {
  const pools = poolsOf(seed)
  function* lines() {
    yield csvLine(VOLUME_FIELDS.map((f) => REGISTER_COLUMNS.find((c) => c.key === f)!.zh))
    for (let i = 0; i < rows; i++) {
      const b = businessAt(pools, i)
      const [status, date, abnormal, serious] = standingAt(pools.dice)
      const city = pools.places[b.place]!.city
      yield `${b.uscc},${b.name},${b.head},${status},${date},${abnormal},${serious},${city},${pools.streets[b.place]!}\r\n`
    }
  }
  return encode(lines())
}

/** A report over the register of the same seed, in the columns of the template. */
export function generateReport({ seed, rows, registerRows, errorRate }: ReportVolume): Iterable<Uint8Array> {
  if (rows > registerRows) throw new RangeError('a report cannot have more rows than the register it is drawn from')
  const pools = poolsOf(seed)
  const { dice } = pools
  // STEP is prime and larger than what divides any usual size: a bijection of the register's rows
  const from = (row: number): number => (row * (registerRows % STEP === 0 ? 1 : STEP)) % registerRows
  function* lines() {
    yield csvLine(REPORT_COLUMNS.map((c) => c.zh))
    for (let row = 0; row < rows; row++) {
      dice.seat(STREAM.report, row)
      const wrong = dice.chance(errorRate) ? dice.below(4) : -1
      const number = wrong === 3 && row > 0 ? row - 1 : row
      const b = businessAt(pools, wrong === 0 ? registerRows + row : from(number))
      dice.seat(STREAM.report, ~row)
      const uscc = wrong === 1 ? damageCode(dice, b.uscc, 'code_substituted') : b.uscc
      const name = wrong === 2 ? damageName(dice, b.name, b.trade) : b.name
      const phone = pools.phones[dice.below(POOL)]!
      const url = `https://qingheli.example/shop/${1_000_000_000 + number}`
      yield `${name},${uscc},${b.head},,${pools.streets[b.place]!},${phone},${b.trade}旗舰店,${url},,是\r\n`
    }
  }
  return encode(lines())
}
