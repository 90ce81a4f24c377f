/**
 * The administrative divisions of GB/T 2260: 34 provincial units, their cities and counties. About 3,200 rows, so it
 * is an entry point of its own (`@redbridge/contract/divisions-table`) that the web loads only where it is needed.
 * Data: @vant/area-data (MIT). It is made for delivery addresses, so what is no division of the standard is left out:
 * development zones, towns of cities without counties, and the filler rows 县 and 省直辖县.
 */
import { areaList } from '@vant/area-data'

export interface Division {
  /** six digits */
  readonly code: string
  readonly name: string
  readonly level: 'province' | 'city' | 'county'
  /** code of the division above; the empty text for a province */
  readonly parent: string
}

/** Counties merged into others that the source still lists, and zones numbered like counties. */
const NO_COUNTY = new Set(['320611', '350402', '370634', '320112', '321150', '632857'])
/** Districts end in 01–20, counties in 21–70, county cities in 81–89; others number development zones 71–79 and 90–99. */
const isZone = (code: string): boolean => /[79]\d$/.test(code) && !code.endsWith('70')
const FILLER = /^(县|省直辖县|自治区直辖县级行政区划)$/
const MUNICIPALITIES = new Set(['11', '12', '31', '50'])
/** Cities that have towns where others have counties; the source numbers the towns itself. */
const WITHOUT_COUNTIES = new Set(['4419', '4420', '4604', '6202'])

const isCounty = (code: string): boolean =>
  code < '700000' && !NO_COUNTY.has(code) && !isZone(code) && !WITHOUT_COUNTIES.has(code.slice(0, 4))

function readDivisions(): Division[] {
  const rows: Division[] = []
  for (const [code, name] of Object.entries(areaList.province_list))
    rows.push({ code, name, level: 'province', parent: '' })
  const cities = new Set<string>()
  for (const [code, name] of Object.entries(areaList.city_list)) {
    if (code >= '700000' || FILLER.test(name) || MUNICIPALITIES.has(code.slice(0, 2))) continue
    cities.add(code)
    rows.push({ code, name, level: 'city', parent: `${code.slice(0, 2)}0000` })
  }
  for (const [code, name] of Object.entries(areaList.county_list)) {
    if (!isCounty(code)) continue
    const city = `${code.slice(0, 4)}00`
    rows.push({ code, name, level: 'county', parent: cities.has(city) ? city : `${code.slice(0, 2)}0000` })
  }
  return rows.sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** All divisions, ordered by code. */
export const DIVISIONS: readonly Division[] = readDivisions()

const byCode = new Map(DIVISIONS.map((d) => [d.code, d]))

/**
 * The division with this code (2, 4 or 6 digits), or undefined.
 * @example findDivision('1101'.padEnd(6, '0')) // undefined: Beijing has no cities, only districts
 * @example findDivision('33')?.name // '浙江省'
 */
export const findDivision = (code: string): Division | undefined => byCode.get(code.padEnd(6, '0'))

/**
 * A division's own name, or its whole path with `full`. An unknown code gives the nearest division above that is known,
 * because 2 % of real credit codes carry a region no longer on the list; the empty text where there is none.
 * @example divisionName('330106') // '西湖区'
 * @example divisionName('330106', 'full') // '浙江省杭州市西湖区'
 */
export function divisionName(code: string, form: 'own' | 'full' = 'own'): string {
  if (code.startsWith('100000')) return '全国'
  const found = findDivision(code) ?? findDivision(code.slice(0, 4)) ?? findDivision(code.slice(0, 2))
  if (!found) return ''
  return form === 'own' || !found.parent ? found.name : divisionName(found.parent, 'full') + found.name
}

/** The divisions right below one, or the provinces for '100000'. */
export const listDivisionsUnder = (code: string): readonly Division[] =>
  DIVISIONS.filter((d) => d.parent === (code === '100000' ? '' : code.padEnd(6, '0')))
