export interface Bureau {
  readonly key: string
  /** GB/T 2260 code; 100000 for the whole country */
  readonly division: string
  readonly level: 'national' | 'province' | 'county'
  readonly zh: string
  readonly en: string
  /** key of the bureau above, the empty text at the top */
  readonly parent: string
}

const bureau = (
  key: string,
  division: string,
  zh: string,
  en: string,
  level: Bureau['level'],
  parent: string,
): Bureau => ({
  key,
  division,
  level,
  zh: `${zh}市场监督管理局`,
  en: `${en} Administration for Market Regulation`,
  parent,
})

const district = (key: string, division: string, zh: string, en: string): Bureau =>
  bureau(key, division, `北京市${zh}`, `Beijing ${en}`, 'county', 'beijing')

/** The national administration, the six provincial bureaus that keep a register here, and five districts of Beijing. */
export const BUREAUS: readonly Bureau[] = [
  {
    key: 'samr',
    division: '100000',
    level: 'national',
    zh: '国家市场监督管理总局',
    en: 'State Administration for Market Regulation',
    parent: '',
  },
  bureau('beijing', '110000', '北京市', 'Beijing Municipal', 'province', 'samr'),
  bureau('shanghai', '310000', '上海市', 'Shanghai Municipal', 'province', 'samr'),
  bureau('jiangsu', '320000', '江苏省', 'Jiangsu Provincial', 'province', 'samr'),
  bureau('zhejiang', '330000', '浙江省', 'Zhejiang Provincial', 'province', 'samr'),
  bureau('fujian', '350000', '福建省', 'Fujian Provincial', 'province', 'samr'),
  bureau('guangdong', '440000', '广东省', 'Guangdong Provincial', 'province', 'samr'),
  district('chaoyang', '110105', '朝阳区', 'Chaoyang District'),
  district('haidian', '110108', '海淀区', 'Haidian District'),
  district('fengtai', '110106', '丰台区', 'Fengtai District'),
  district('xicheng', '110102', '西城区', 'Xicheng District'),
  district('daxing', '110115', '大兴区', 'Daxing District'),
]

/** Provinces (two digits) whose registers are part of the market. */
export const REGISTER_PROVINCES: readonly string[] = BUREAUS.filter((b) => b.level === 'province').map((b) =>
  b.division.slice(0, 2),
)
