import { usccOf } from './codes.ts'
import { PLATFORM_KINDS, type PlatformKind } from './trades.ts'

/** A fictitious platform. Its internet names end in .example, which nobody can register (RFC 2606). */
export interface Platform {
  readonly key: string
  readonly kind: PlatformKind
  readonly kindZh: string
  /** the platform's name and its operator's registered name */
  readonly zh: string
  readonly en: string
  readonly company: string
  readonly uscc: string
  /** GB/T 2260 code of the district it is domiciled in */
  readonly division: string
  readonly address: string
  readonly domain: string
  /** in which form the demonstration hands in its report */
  readonly fileFormat: 'csv' | 'csv-gb18030' | 'xlsx' | 'ndjson.gz'
  /** share of all operators */
  readonly share: number
}

const row = (
  key: string,
  kindZh: string,
  zh: string,
  en: string,
  company: string,
  body: string,
  division: string,
  address: string,
  fileFormat: Platform['fileFormat'],
  share: number,
): Omit<Platform, 'kind'> => ({
  key,
  kindZh,
  zh,
  en,
  company,
  uscc: usccOf('91', division, body),
  division,
  address,
  domain: `${key}.example`,
  fileFormat,
  share,
})

const ROWS = [
  row(
    'qingheli',
    '综合电商',
    '青禾里商城',
    'Qingheli Mall',
    '北京青禾里电子商务有限公司',
    'MA00QHL7',
    '110108',
    '北京市海淀区上地三街11号院2号楼6层602',
    'csv',
    0.4,
  ),
  row(
    'fandianda',
    '外卖',
    '饭点达',
    'Fandianda Delivery',
    '北京饭点达信息技术有限公司',
    'MA01FD3D',
    '110105',
    '北京市朝阳区望京街19号院4号楼15层1501',
    'csv-gb18030',
    0.22,
  ),
  row(
    'yingshan',
    '直播电商',
    '映山直播',
    'Yingshan Live',
    '北京映山文化传媒有限公司',
    'MA01YE8N',
    '110105',
    '北京市朝阳区酒仙桥路26号院1号楼3层305',
    'ndjson.gz',
    0.2,
  ),
  row(
    'jiushiji',
    '二手交易',
    '旧时集',
    'Jiushiji Second-hand',
    '北京旧时集网络科技有限公司',
    'MA02JUJ1',
    '110106',
    '北京市丰台区汽车博物馆东路8号院3号楼9层901',
    'xlsx',
    0.08,
  ),
  row(
    'linlixian',
    '生鲜与社区团购',
    '邻里鲜团',
    'Linlixian Fresh',
    '北京邻里鲜团供应链管理有限公司',
    'MA04LN6X',
    '110115',
    '北京市大兴区荣华中路17号院6号楼5层508',
    'csv',
    0.1,
  ),
]

/** The five platforms, in the order of PLATFORM_KINDS. */
export const PLATFORMS: readonly Platform[] = ROWS.map((r, i) => ({ ...r, kind: PLATFORM_KINDS[i]! }))
