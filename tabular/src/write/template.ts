import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'
import { EXAMPLE_MARK } from '../csv/canonical.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

type Lang = 'zh' | 'en'

/** `*`: always; `(*)`: one of the two. Marks are folded away on reading. */
const REQUIRED: Partial<Record<ReportField, string>> = { name: '*', uscc: '(*)', idNumber: '(*)' }
const WIDTHS: Partial<Record<ReportField, number>> = {
  name: 36,
  uscc: 24,
  idNumber: 24,
  address: 44,
  shopUrl: 44,
  exemption: 24,
}

const EXAMPLE: Record<ReportField, string> = {
  name: `${EXAMPLE_MARK}杭州某某贸易有限公司`,
  uscc: '91330000000000000X',
  representative: '张三',
  idNumber: '',
  address: '浙江省杭州市西湖区某某路1号',
  phone: '0571-00000000',
  shopName: '某某旗舰店',
  shopUrl: 'https://shop.example.cn/1',
  exemption: '',
  overThreshold: '是',
}

const HELP: Record<ReportField, string> = {
  name: '与营业执照一致的全称；自然人填写姓名。必填。',
  uscc: '18位统一社会信用代码，或15位注册号。与身份证件号码至少填写一项。本列为文本格式，请勿改为数字，否则末位会丢失。',
  representative: '法定代表人、负责人或个体工商户经营者的姓名。',
  idNumber: '不需要登记的自然人经营者填写。本列为文本格式，请勿改为数字。',
  address: '实际经营地址。',
  phone: '经营者的有效联系方式。',
  shopName: '网店在平台内显示的名称。',
  shopUrl: '网店首页的网址；无网址的填写访问路径。',
  exemption: '不需要办理登记的，写明情形：自产农副产品、家庭手工业产品、便民劳务、零星小额交易。',
  overThreshold: '不需要办理登记的经营者填写：年交易额累计是否超过10万元（是/否）。',
}

const columns = () =>
  REPORT_COLUMNS.map(({ key, zh }) => ({ header: zh + (REQUIRED[key] ?? ''), width: WIDTHS[key] ?? 18 }))

/** Writes the identity report's template: required marks, text columns, an example row that is ignored on reading, help. */
export const writeTemplate = (path: string): Promise<void> =>
  writeXlsx(path, {
    sheets: [
      { name: '身份信息报送', columns: columns(), rows: [REPORT_COLUMNS.map(({ key }) => EXAMPLE[key])] },
      {
        name: '填写说明',
        wrap: true,
        columns: [
          { header: '栏目', width: 26 },
          { header: '必填', width: 14 },
          { header: '说明', width: 90 },
        ],
        rows: [
          ...REPORT_COLUMNS.map(({ key, zh }) => [
            zh,
            REQUIRED[key] === '*' ? '必填' : REQUIRED[key] ? '二者至少一项' : '',
            HELP[key],
          ]),
          ['示例行', '', `以“${EXAMPLE_MARK}”开头的行是示例，上传时自动忽略，可以保留或删除。`],
          ['退回原因、原行号', '', '退回更正的文件会多出这两列，改正后直接上传即可，这两列不读取。'],
          ['依据', '', '《网络交易监督管理办法》第二十五条：每年1月和7月报送平台内经营者的身份信息。'],
        ],
      },
    ],
  })

/** A row sent back: its values in REPORT_COLUMNS order, why, and where it stood in the file that was sent. */
export interface RejectedRow {
  readonly values: readonly string[]
  readonly reason: string
  readonly row: string | number
}

export const CORRECTED_HEADERS: Record<Lang, { reason: string; row: string }> = {
  zh: { reason: '退回原因', row: '原行号' },
  en: { reason: 'Rejection reason', row: 'Original row' },
}

/** The template filled with rejected rows; the reason and row columns are ignored when it is uploaded again. */
export const writeCorrectedTemplate = async (
  path: string,
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
  { format = 'xlsx', lang = 'zh' }: { format?: 'xlsx' | 'csv'; lang?: Lang } = {},
): Promise<void> => {
  const { reason, row } = CORRECTED_HEADERS[lang]
  const all = [{ header: reason, width: 40 }, { header: row, width: 12 }, ...columns()]
  async function* cells(): AsyncGenerator<string[]> {
    for await (const rejected of rows) yield [rejected.reason, String(rejected.row), ...rejected.values]
  }
  if (format === 'csv') await writeCsv(path, { header: all.map(({ header }) => header), rows: cells() })
  else await writeXlsx(path, { sheets: [{ name: '退回更正', columns: all, rows: cells() }] })
}
