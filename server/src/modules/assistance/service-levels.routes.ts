import { type ServiceLevel, ServiceLevelQuery, ServiceLevels, type Text } from '@redbridge/contract'
import { writeCsv } from '@redbridge/tabular'
import { publicRoute, type Route } from '../../platform/http/route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import { readServiceLevels } from './service-levels.ts'

// Open data: what is measured of platforms and bureaus, for everybody. Organisations and counts, nothing personal.

const LICENCE = 'CC-BY-4.0'
const NAME = 'redbridge-service-levels'
const JSON_URL = '/api/public/service-levels.json'
const OFTEN = { max: 60, perSeconds: 60 }

type Column = { readonly name: keyof ServiceLevel } & Text
const COLUMNS: readonly Column[] = [
  { name: 'month', zh: '协查函发出的月份（北京时间）', en: 'Month in which the requests were sent (Asia/Shanghai)' },
  { name: 'by', zh: '口径：all 全部，platform 平台，bureau 监管部门', en: 'Of what: all, platform or bureau' },
  { name: 'organisationId', zh: '单位编号', en: 'Id of the organisation; empty: all' },
  { name: 'name', zh: '单位名称', en: 'Name of the organisation' },
  { name: 'requests', zh: '发出的协查函', en: 'Requests sent' },
  { name: 'receipts', zh: '已签收', en: 'Of these received' },
  { name: 'receiptP50', zh: '签收用时中位数（小时）', en: 'Hours from sending to receipt, median' },
  { name: 'receiptP90', zh: '签收用时第 90 百分位（小时）', en: 'Hours from sending to receipt, 90th percentile' },
  { name: 'answers', zh: '已完整答复', en: 'Of these answered in whole' },
  {
    name: 'answerP50',
    zh: '答复用时中位数（小时，不含等待监管部门的时间）',
    en: 'Hours from sending to the whole answer less waiting for the bureau, median',
  },
  {
    name: 'answerP90',
    zh: '答复用时第 90 百分位（小时，不含等待监管部门的时间）',
    en: 'Hours from sending to the whole answer less waiting for the bureau, 90th percentile',
  },
  { name: 'inTime', zh: '按期答复', en: 'Of the answers, within the last day' },
  { name: 'refused', zh: '平台拒绝', en: 'Refused' },
  { name: 'open', zh: '尚未完整答复', en: 'Still to be answered' },
]

export const serviceLevelRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    url: '/api/public/service-levels',
    summary: 'Measured times to receipt and answer, by month, platform and bureau',
    query: ServiceLevelQuery,
    response: ServiceLevels,
    rateLimit: OFTEN,
    handle: ({ platform, query }) => readServiceLevels(platform, query),
  }),
  publicRoute({
    method: 'GET',
    url: '/api/public/service-levels.json',
    summary: 'The same as open data: with its licence and the meaning of every column',
    query: ServiceLevelQuery,
    rateLimit: OFTEN,
    handle: async ({ platform, query, reply }) =>
      reply
        .type('application/json; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .header('content-disposition', `attachment; filename="${NAME}.json"`)
        .send(JSON.stringify({ licence: LICENCE, columns: COLUMNS, ...(await readServiceLevels(platform, query)) })),
  }),
  publicRoute({
    method: 'GET',
    url: '/api/public/service-levels.csv',
    summary: 'The same as CSV; its columns are described in service-levels.json, as the Link header says',
    query: ServiceLevelQuery,
    rateLimit: OFTEN,
    handle: async ({ platform, query, reply }) => {
      const { items } = await readServiceLevels(platform, query)
      reply
        .header('access-control-allow-origin', '*')
        .header(
          'link',
          `<${JSON_URL}>; rel="describedby"; type="application/json", <https://creativecommons.org/licenses/by/4.0/>; rel="license"`,
        )
      return sendFile(reply, `${NAME}.csv`, (path) =>
        writeCsv(path, {
          header: COLUMNS.map((column) => column.name),
          rows: items.map((item) => COLUMNS.map(({ name }) => item[name] ?? '')),
        }),
      )
    },
  }),
]
