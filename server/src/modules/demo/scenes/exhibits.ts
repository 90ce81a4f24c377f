import type { Figures } from './figures.ts'
import type { Operator } from './operators.ts'

/** A file that is taken as evidence before it goes with a step. Its title tells whether it was taken already. */
export interface Exhibit {
  readonly title: string
  readonly note: string
  readonly name: string
  readonly bytes: Uint8Array
}

const MARK = '演示数据，由程序生成，不对应任何真实主体 / Demonstration data made by the program; no real operator'
const NOTE = '演示材料，由程序生成。'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.codePointAt(0)};`)

const pageOf = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
  body { margin: 0 auto; max-width: 52rem; padding: 2rem; font: 1rem/1.7 serif; }
  .mark { padding: .5rem 1rem; border: 2px solid #b3261e; color: #b3261e; }
  table { border-collapse: collapse; width: 100% }
  td, th { border: 1px solid #999; padding: .3rem .6rem; text-align: left }
</style>
</head>
<body>
<p class="mark">${MARK}</p>
${body}
</body>
</html>
`

/** RFC 2045: base64 in lines of 76. */
const lines = (text: string): string => (text.match(/.{1,76}/g) ?? []).join('\r\n')

/** A page as browsers save one: MHTML (RFC 2557) with a single part. */
const mhtmlOf = (url: string, title: string, html: string): string =>
  [
    'From: <Saved by Redbridge demonstration>',
    `Snapshot-Content-Location: ${url}`,
    `Subject: =?utf-8?B?${Buffer.from(title).toString('base64')}?=`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html"; boundary="----redbridge-demonstration"',
    '',
    '------redbridge-demonstration',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    `Content-Location: ${url}`,
    '',
    lines(Buffer.from(html).toString('base64')),
    '------redbridge-demonstration--',
    '',
  ].join('\r\n')

/** The listing page of a shop, with the words that are complained of. */
export const listingPage = (operator: Operator, goods: string, claim: string): Exhibit => {
  const title = `${operator.shopName} 商品页面`
  const html = pageOf(
    title,
    `<h1>${escaped(operator.shopName)}</h1>
<table>
<tr><th>商品</th><td>${escaped(goods)}</td></tr>
<tr><th>宣传用语</th><td><strong>${escaped(claim)}</strong></td></tr>
<tr><th>经营者</th><td>${escaped(operator.name)}（${operator.uscc}）</td></tr>
<tr><th>网址</th><td>${escaped(operator.shopUrl)}</td></tr>
</table>`,
  )
  return {
    title: `网页存档：${operator.shopName}商品页面（演示）`,
    note: NOTE,
    name: '商品页面存档.mhtml',
    bytes: bytesOf(mhtmlOf(operator.shopUrl, title, html)),
  }
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The companies that the comparison found, as a list. */
export const problemList = (platform: string, period: string, { rows }: Figures): Exhibit => {
  const table = [
    ['序号', '经营者名称', '统一社会信用代码', '问题类型', '说明'],
    ...rows.map((row, i) => [String(i + 1), row.name, row.uscc, row.kind, '演示数据']),
  ]
  return {
    title: `问题经营主体清单：${platform} ${period}（演示）`,
    note: NOTE,
    name: `问题经营主体清单-${period}.csv`,
    // A spreadsheet takes UTF-8 for what it is when a byte order mark says so.
    bytes: bytesOf(`\uFEFF${table.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`),
  }
}

/** A page by which somebody shows what was done. */
export const proofPage = (title: string, facts: readonly (readonly [string, string])[]): Exhibit => ({
  title: `${title}（演示）`,
  note: NOTE,
  name: `${title}.html`,
  bytes: bytesOf(
    pageOf(
      title,
      `<h1>${escaped(title)}</h1>
<table>
${facts.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('\n')}
</table>`,
    ),
  ),
})
