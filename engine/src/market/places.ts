import { DIVISIONS, type Division, divisionName, findDivision } from '@redbridge/contract/divisions-table'
import type { Dice } from './dice.ts'
import { ESTATES, roadsIn } from './roads.ts'

/** A county-level division (or a city without counties) with everything that names and addresses need of it. */
export interface Place {
  readonly code: string
  /** first two digits */
  readonly province: string
  /** 北京市朝阳区, 浙江省杭州市西湖区 */
  readonly full: string
  /** 杭州市西湖区: what people write who leave the province away */
  readonly local: string
  /** what a firm's name may begin with, each as often as it is listed */
  readonly firmFronts: readonly string[]
  /** what an individual business's name may begin with: the county level (企业名称登记管理规定 applied to 个体工商户) */
  readonly individualFronts: readonly string[]
  /** 北京, 杭州: the form in brackets */
  readonly short: string
  /** 朝阳, 西湖: what a branch is called after */
  readonly branch: string
  /** region parts of codes issued here, each as often as it is listed */
  readonly authorities: readonly string[]
  readonly roads: readonly string[]
  /** the register's column 地区 */
  readonly city: string
}

const MUNICIPAL = new Set(['11', '12', '31', '50'])
const OWN_WEIGHT: Readonly<Record<string, number>> = {
  110101: 6,
  110102: 6,
  110105: 24,
  110106: 10,
  110107: 2.5,
  110108: 18,
  110109: 1,
  110111: 4,
  110112: 9,
  110113: 5,
  110114: 8,
  110115: 8,
  110116: 1.5,
  110117: 1,
  110118: 1.5,
  110119: 1,
  310115: 18,
  310114: 12,
  310117: 9,
  310112: 10,
  310120: 9,
  310118: 7,
  310113: 7,
  330782: 30,
  350582: 12,
}
const CITY_WEIGHT: Readonly<Record<string, number>> = {
  3301: 6,
  3302: 3,
  3303: 3,
  3304: 2,
  3307: 2,
  3310: 2,
  4401: 8,
  4403: 9,
  4419: 28,
  4406: 5,
  4405: 4,
  4420: 12,
  4452: 3,
  3205: 6,
  3201: 4,
  3206: 3,
  3202: 2,
  3203: 2,
  3505: 4,
  3502: 6,
  3501: 3,
  3503: 4,
  1301: 3,
  3701: 3,
  3702: 3,
  4101: 4,
  5101: 5,
}
/** Divisions renamed or merged away: codes issued before keep the old region part. */
const FORMER: Readonly<Record<string, string>> = {
  110101: '110103',
  110102: '110104',
  110118: '110228',
  110119: '110229',
  310101: '310103',
  310106: '310108',
  310115: '310119',
  330105: '330103',
  330102: '330104',
  330113: '330110',
  440305: '440301',
  350203: '350201',
}

const strip = (name: string): string =>
  name.length > 2 ? name.replace(/(特别行政区|自治县|自治州|新区|地区|市|区|县|旗|盟)$/, '') : name

function authoritiesOf(code: string, urban: boolean): string[] {
  const city = `${code.slice(0, 4)}00`
  if (code.startsWith('4403')) return [...Array<string>(18).fill('440300'), code]
  if (code.startsWith('4401')) return [...Array<string>(11).fill('440101'), ...Array<string>(8).fill(code), '440100']
  const shared = MUNICIPAL.has(code.slice(0, 2)) ? `${code.slice(0, 2)}0000` : city
  const former = FORMER[code] ? [FORMER[code]!] : []
  return [
    ...Array<string>(urban ? 15 : 18).fill(code),
    shared,
    ...(code === '110115' ? ['110302', '110302'] : []),
    ...former,
  ]
}

function placeOf(d: Division): Place {
  const province = d.code.slice(0, 2)
  const provinceName = findDivision(province)!.name
  const provinceShort = provinceName.replace(/(壮族|回族|维吾尔)?自治区$|[省市]$/, '')
  const municipal = MUNICIPAL.has(province)
  const cityName = municipal ? provinceName : (findDivision(d.code.slice(0, 4))?.name ?? d.name)
  const cityShort = municipal ? provinceShort : strip(cityName)
  const own = d.level === 'city' ? '' : d.name
  const district = own.endsWith('区')
  const always = /^(4403|4419|4406|4420)/.test(d.code)
  const cityFront = always ? Array<string>(9).fill(cityName) : [...Array<string>(7).fill(cityShort), cityName, cityName]
  const countyFront = Array<string>(6).fill(own)
  return {
    code: d.code,
    province,
    full: divisionName(d.code, 'full'),
    local: cityName === own ? own : cityName + own,
    firmFronts: municipal
      ? [...Array<string>(9).fill(provinceShort), provinceName]
      : [...(own && !district ? [...countyFront, cityName] : cityFront), provinceShort],
    individualFronts: municipal
      ? [provinceShort, provinceName + own]
      : !own
        ? [cityName]
        : district
          ? [cityName + own]
          : [own],
    short: own && !district && !municipal ? strip(own) : cityShort,
    branch: own ? strip(own) : cityShort,
    authorities: authoritiesOf(d.code, district),
    roads: roadsIn(d.code),
    city: municipal ? own : cityName,
  }
}

const isLeaf = (d: Division): boolean =>
  d.level === 'county' || (d.level === 'city' && /^(4419|4420|4604|6202)/.test(d.code))

function weightOf(d: Division): number {
  if (OWN_WEIGHT[d.code]) return OWN_WEIGHT[d.code]!
  const kind = d.name.endsWith('区') ? 3 : d.name.endsWith('市') ? 2 : 1
  return (kind * (CITY_WEIGHT[d.code.slice(0, 4)] ?? 1)) / 2
}

/** For each province (two digits) its places, each as often as its weight: picking is one throw. */
const POOLS: ReadonlyMap<string, readonly Place[]> = (() => {
  const pools = new Map<string, Place[]>()
  for (const d of DIVISIONS) {
    if (!isLeaf(d)) continue
    const pool = pools.get(d.code.slice(0, 2)) ?? []
    const place = placeOf(d)
    for (let n = Math.max(1, Math.round(weightOf(d) * 2)); n > 0; n--) pool.push(place)
    pools.set(d.code.slice(0, 2), pool)
  }
  return pools
})()

const pick = <T>(dice: Dice, from: readonly T[]): T => from[dice.below(from.length)]!

export const placeIn = (dice: Dice, province: string): Place => pick(dice, POOLS.get(province)!)

/** Counties where people are born: every place of the mainland once. */
export const BIRTHPLACES: readonly string[] = DIVISIONS.filter((d) => d.level === 'county').map((d) => d.code)

type Building = (dice: Dice, road: string) => string
const to = (dice: Dice, n: number): number => 1 + dice.below(n)
/** Two digits of a room on a floor. */
const door = (dice: Dice): string => String(to(dice, 30)).padStart(2, '0')
const room = (dice: Dice): string => to(dice, 18) + door(dice)
const letter = (dice: Dice): string => 'ABCD'[dice.below(4)]!

function onFloor(dice: Dice, floors: number): string {
  const floor = to(dice, floors)
  return `${floor}层${floor}${door(dice)}`
}

const BUILDINGS: Readonly<Record<string, readonly Building[]>> = {
  11: [
    (d, r) => `${r}${to(d, 120)}号院${to(d, 12)}号楼${onFloor(d, 20)}`,
    (d, r) => `${r}${to(d, 200)}号${onFloor(d, 16)}室`,
    (d, r) => `${r}${to(d, 90)}号院${to(d, 9)}号楼1层1${door(d)}`,
    (d, r) => `${r}甲${to(d, 60)}号${letter(d)}座${onFloor(d, 20)}`,
    (d, r) => `${r}${to(d, 150)}号${to(d, 6)}幢${onFloor(d, 5)}`,
    (d, r) => `${r}${to(d, 150)}号1层底商${to(d, 20)}`,
  ],
  31: [
    (d, r) => `${r}${to(d, 4500)}号${to(d, 12)}幢${room(d)}室`,
    (d, r) => `${r}${to(d, 1200)}弄${to(d, 90)}号${room(d)}室`,
    (d, r) => `${r}${to(d, 3000)}号${to(d, 6)}层${letter(d)}${100 + d.below(900)}室`,
  ],
  44: [
    (d, r) => `${r}${to(d, 600)}号${room(d)}房`,
    (d, r) => `${r}${to(d, 400)}号${to(d, 9)}栋${room(d)}`,
    (d, r) => `${r}${to(d, 300)}号之${'一二三五'[d.below(4)]}`,
    (d, r) => `${r}${to(d, 500)}号${to(d, 9)}楼${letter(d)}${10 + d.below(40)}（自主申报）`,
  ],
  0: [
    (d, r) => `${r}${to(d, 900)}号${to(d, 15)}幢${room(d)}室`,
    (d, r) => `${r}${to(d, 700)}号${1 + to(d, 7)}楼`,
    (d, r) => `${r}${to(d, 500)}号${to(d, 20)}号楼${room(d)}室`,
    (d, r) => `${r}${to(d, 400)}-${to(d, 20)}号`,
  ],
}

/** Shops that people walk into. */
const GROUND_FLOOR: readonly Building[] = [
  (d, r) => `${r}${to(d, 90)}号院${to(d, 9)}号楼1层1${door(d)}`,
  (d, r) => `${r}${to(d, 150)}号1层底商${to(d, 20)}`,
  (d, r) => `${r}${to(d, 260)}号1层`,
  (d, r) => `${r}${to(d, 120)}号${to(d, 6)}幢1层${to(d, 12)}号`,
]
const STREET_FRONT: readonly Building[] = [
  (d, r) => `${r}${to(d, 900)}号`,
  (d, r) => `${r}${to(d, 400)}-${to(d, 20)}号`,
  (d, r) => `${r}${to(d, 700)}号1楼`,
  (d, r) => `${r}${to(d, 300)}号${to(d, 30)}号铺`,
]

/** Street, number, building and room in the way of the province; on the ground floor for shops with a counter. */
export function streetAddress(dice: Dice, place: Place, ground: boolean): string {
  const front = place.province === '11' ? GROUND_FLOOR : STREET_FRONT
  const ways = ground ? front : (BUILDINGS[place.province] ?? BUILDINGS[0]!)
  return pick(dice, ways)(dice, pick(dice, place.roads))
}

export const homeAddress = (dice: Dice, place: Place): string =>
  `${place.full}${pick(dice, ESTATES)}${1 + dice.below(40)}号楼${1 + dice.below(6)}单元${room(dice)}`

const OUTSIDE =
  '13 13 13 12 12 41 41 41 51 51 51 50 50 37 37 37 37 42 42 34 34 43 21 36 61 14 23 22 45 53 52 15 62 64 65 46 63 54'.split(
    ' ',
  )
const ELSEWHERE = [
  ...Array<string>(24).fill('44'),
  ...Array<string>(21).fill('33'),
  ...Array<string>(16).fill('32'),
  ...Array<string>(15).fill('31'),
  ...Array<string>(12).fill('35'),
  ...Array<string>(12).fill(''),
]

/** The province of registration: Beijing with the given probability, else mostly the five partner provinces. */
export function provinceOf(dice: Dice, beijing: number): string {
  if (dice.chance(beijing)) return '11'
  return pick(dice, ELSEWHERE) || pick(dice, OUTSIDE)
}
