import {
  CASE_STAGE_TEXT,
  FIELD_GROUP_TEXT,
  REQUEST_PURPOSE_TEXT,
  SECRECY_LEVEL_TEXT,
  TARGET_KIND_TEXT,
} from '@redbridge/contract'
import { EXAMPLE_MARK, writeXlsx } from '@redbridge/tabular'
import { BULK_COLUMNS, type BulkKey } from './bulk-columns.ts'

const EXAMPLE: Partial<Record<BulkKey, string>> = {
  platform: `${EXAMPLE_MARK}某某商城`,
  kind: '店铺',
  value: 'https://shop.example.cn/1',
  purpose: '案件调查',
  fields: '身份、支付：订单编号、支付金额（元）',
  periodFrom: '2026-01-01',
  periodTo: '2026-06-30',
  caseStage: '已立案',
  caseNo: '某市监案〔2026〕1号',
  basis: '电子商务法第二十五条',
  facts: '涉嫌销售不符合保障人体健康要求的商品',
  officer1: '张三',
  licence1: '示例A00001',
  officer2: '李四',
  licence2: '示例A00002',
  secrecy: '一般',
}

const words = (texts: Readonly<Record<string, { zh: string }>>): string =>
  Object.values(texts)
    .map((one) => one.zh)
    .join('；')

const HELP: Partial<Record<BulkKey, string>> = {
  platform: '已加入红盾云桥的平台名称，或者其编号。',
  kind: words(TARGET_KIND_TEXT),
  value: '一行一个对象。本列为文本格式，请勿改为数字，否则长订单号的末位会丢失。',
  purpose: words(REQUEST_PURPOSE_TEXT),
  fields: `写组名即该组全部标准内容（${words(FIELD_GROUP_TEXT)}），也可以逐项写“支付：订单编号”，以顿号分隔。标准以外的内容须附省级同意文件，请逐件填写。`,
  periodFrom: '如 2026-01-01。查询支付、物流、退换货、售后信息或者关键字排查时必填（仅查特定订单的除外）。',
  caseStage: words(CASE_STAGE_TEXT),
  caseNo: '已立案后必填。',
  basis: '如“电子商务法第二十五条”或者“ECL 25”，以顿号分隔。',
  licence1: '两名执法人员，执法证号不得相同。',
  secrecy: `${words(SECRECY_LEVEL_TEXT)}；不填为一般。`,
  dueOn: '不填按规定期限。',
  forwardedFrom: '转办函件填写原发函单位、文号、日期，三项一并填写。',
}

/** Writes the template of bulk requests: marked columns, an example row that is ignored on reading, what to write. */
export const writeBulkTemplate = (path: string): Promise<void> =>
  writeXlsx(path, {
    sheets: [
      {
        name: '批量协查',
        columns: BULK_COLUMNS.map(({ zh, need, width }) => ({ header: need ? `${zh}*` : zh, width })),
        rows: [BULK_COLUMNS.map(({ key }) => EXAMPLE[key] ?? '')],
      },
      {
        name: '填写说明',
        wrap: true,
        columns: [
          { header: '栏目', width: 20 },
          { header: '必填', width: 10 },
          { header: '说明', width: 100 },
        ],
        rows: [
          ...BULK_COLUMNS.map(({ key, zh, need }) => [zh, need, HELP[key] ?? '']),
          ['示例行', '', `以“${EXAMPLE_MARK}”开头的行是示例，上传时自动忽略。`],
          ['数量', '', '一次最多一千行。先预览，确认后全部生成并提交审批；有问题的行逐行指出，不影响其他行。'],
        ],
      },
    ],
  })
