/** The 34 provincial units: GB/T 2260 code (first two digits), short name, and their cell in the tile grid (column, row). */
export interface Province {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly tile: readonly [column: number, row: number]
}

export const PROVINCES: readonly Province[] = [
  { code: '11', zh: '北京', en: 'Beijing', tile: [7, 2] },
  { code: '12', zh: '天津', en: 'Tianjin', tile: [8, 2] },
  { code: '13', zh: '河北', en: 'Hebei', tile: [7, 3] },
  { code: '14', zh: '山西', en: 'Shanxi', tile: [6, 3] },
  { code: '15', zh: '内蒙古', en: 'Inner Mongolia', tile: [6, 1] },
  { code: '21', zh: '辽宁', en: 'Liaoning', tile: [9, 1] },
  { code: '22', zh: '吉林', en: 'Jilin', tile: [9, 0] },
  { code: '23', zh: '黑龙江', en: 'Heilongjiang', tile: [8, 0] },
  { code: '31', zh: '上海', en: 'Shanghai', tile: [9, 4] },
  { code: '32', zh: '江苏', en: 'Jiangsu', tile: [8, 4] },
  { code: '33', zh: '浙江', en: 'Zhejiang', tile: [8, 5] },
  { code: '34', zh: '安徽', en: 'Anhui', tile: [7, 5] },
  { code: '35', zh: '福建', en: 'Fujian', tile: [8, 6] },
  { code: '36', zh: '江西', en: 'Jiangxi', tile: [7, 6] },
  { code: '37', zh: '山东', en: 'Shandong', tile: [8, 3] },
  { code: '41', zh: '河南', en: 'Henan', tile: [6, 4] },
  { code: '42', zh: '湖北', en: 'Hubei', tile: [6, 5] },
  { code: '43', zh: '湖南', en: 'Hunan', tile: [6, 6] },
  { code: '44', zh: '广东', en: 'Guangdong', tile: [7, 7] },
  { code: '45', zh: '广西', en: 'Guangxi', tile: [6, 7] },
  { code: '46', zh: '海南', en: 'Hainan', tile: [6, 9] },
  { code: '50', zh: '重庆', en: 'Chongqing', tile: [5, 5] },
  { code: '51', zh: '四川', en: 'Sichuan', tile: [4, 5] },
  { code: '52', zh: '贵州', en: 'Guizhou', tile: [5, 6] },
  { code: '53', zh: '云南', en: 'Yunnan', tile: [4, 6] },
  { code: '54', zh: '西藏', en: 'Tibet', tile: [2, 5] },
  { code: '61', zh: '陕西', en: 'Shaanxi', tile: [5, 4] },
  { code: '62', zh: '甘肃', en: 'Gansu', tile: [4, 4] },
  { code: '63', zh: '青海', en: 'Qinghai', tile: [3, 4] },
  { code: '64', zh: '宁夏', en: 'Ningxia', tile: [5, 3] },
  { code: '65', zh: '新疆', en: 'Xinjiang', tile: [2, 3] },
  { code: '71', zh: '台湾', en: 'Taiwan', tile: [9, 6] },
  { code: '81', zh: '香港', en: 'Hong Kong', tile: [7, 8] },
  { code: '82', zh: '澳门', en: 'Macao', tile: [6, 8] },
]

const byCode = new Map(PROVINCES.map((p) => [p.code, p]))

/** The provincial unit a GB/T 2260 code (two digits or more) lies in, or undefined when the code names none. */
export const findProvince = (code: string): Province | undefined => byCode.get(code.slice(0, 2))

const SHORT: ReadonlyMap<string, string> = new Map(
  (
    '11京 12津 13冀 14晋 15蒙 21辽 22吉 23黑 31沪 32苏 33浙 34皖 35闽 36赣 37鲁 41豫 42鄂 43湘 44粤 45桂 46琼 ' +
    '50渝 51川 52贵 53云 54藏 61陕 62甘 63青 64宁 65新 71台 81港 82澳'
  )
    .split(' ')
    .map((one) => [one.slice(0, 2), one.slice(2)]),
)

/**
 * The one-character name 简称 of a provincial unit, as official numbers use it; '' where the code names none.
 * @example provinceShort('330106') // '浙'
 */
export const provinceShort = (code: string): string => SHORT.get(code.slice(0, 2)) ?? ''
