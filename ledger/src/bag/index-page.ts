import { CUSTODY_EVENT_TEXT, EVIDENCE_KIND_TEXT } from '@redbridge/contract'
import { type BagExchange, parseEnvelope, parseReceipt } from './exchange-records.ts'
import { itemPart, type ListedPart } from './format.ts'
import type { BagStep, CustodyRecord, ItemRecord } from './records.ts'
import { fingerprintOfPem } from './spki.ts'

/** What the index shows. Times are printed in Beijing time, as officials read them. */
export interface IndexSource {
  readonly bag: string
  readonly title: string
  readonly madeAt: string
  readonly organisation: string
  readonly person: string
  readonly items: readonly ItemRecord[]
  /** items whose bytes are in the bag */
  readonly present: ReadonlySet<string>
  readonly custody: readonly CustodyRecord[]
  readonly steps: readonly BagStep[]
  readonly exchange: BagExchange | null
  readonly records: readonly Omit<ListedPart, 'sha256' | 'sm3'>[]
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[\p{Cf}]/gu, '')

/** Asia/Shanghai has had no other offset since 1991; computed, so that every machine prints the same. */
const beijing = (iso: string): string => {
  const time = new Date(Date.parse(iso) + 8 * 3_600_000).toISOString()
  return `${time.slice(0, 10)} ${time.slice(11, 19)}`
}

const STYLE = `@page{size:A4;margin:18mm 16mm}body{font:14px/1.6 "Noto Serif SC","Source Han Serif SC",SimSun,serif;margin:0 auto;max-width:178mm;padding:8mm;color:#111}
h1{font-size:22px;text-align:center}h2{font-size:16px;margin:1.6em 0 .4em;border-bottom:1px solid #333}h3{font-size:14px;margin:1em 0 .3em}
small{color:#444}table{border-collapse:collapse;width:100%;margin:.4em 0}th,td{border:1px solid #666;padding:3px 6px;text-align:left;vertical-align:top}th{background:#eee}
code,pre{font:12px/1.5 "Noto Sans Mono",monospace;overflow-wrap:anywhere;white-space:pre-wrap}section{break-inside:avoid-page}@media print{body{padding:0}}`

const row = (zh: string, en: string, value: string): string =>
  `<tr><th scope="row">${zh}<br><small>${en}</small></th><td>${value}</td></tr>`

const itemSection = (source: IndexSource, item: ItemRecord, no: number): string => {
  const steps = source.custody.filter((step) => step.item === item.id)
  const address = typeof item.capture?.url === 'string' ? item.capture.url : ''
  const kind = EVIDENCE_KIND_TEXT[item.kind]
  return `<section><h3>${no}. ${escapeHtml(item.title)} <small>${kind.zh} ${kind.en}</small></h3><table>
${row('编号', 'Number', `<code>${escapeHtml(item.id)}</code>`)}
${row('文件', 'File', source.present.has(item.id) ? `<code>${escapeHtml(itemPart(item.id, item.name))}</code>，${item.bytes} 字节 bytes` : '已依规处置，仅存校验值和记录 disposed of; digests and record remain')}
${row('校验值', 'Digests', `SHA-256 <code>${item.sha256}</code><br>SM3 <code>${item.sm3}</code>`)}
${row('提取', 'Taken', `${beijing(item.takenAt)}　${escapeHtml(item.takenBy.name)}`)}
${address ? row('网址', 'Address', `<code>${escapeHtml(address)}</code>`) : ''}
${item.note ? row('说明', 'Note', escapeHtml(item.note)) : ''}
</table><table><thead><tr><th>时间 Time</th><th>保管事项 Custody</th><th>经手人 By</th><th>单位 Organisation</th><th>说明 Remark</th></tr></thead><tbody>
${steps.map(custodyRow).join('\n')}
</tbody></table></section>`
}

const custodyRow = ({ at, event, by, organisation, to, reason }: CustodyRecord): string => {
  const { zh, en } = CUSTODY_EVENT_TEXT[event]
  const remark = [to ? `→ ${to.name}` : '', reason ?? ''].filter((part) => part !== '').join('；')
  return `<tr><td>${beijing(at)}</td><td>${zh} <small>${en}</small></td><td>${escapeHtml(by.name)}</td><td>${escapeHtml(organisation.name)}</td><td>${escapeHtml(remark)}</td></tr>`
}

/** What happened in the matters that the bag is about, step by step; empty without any. */
const stepsSection = (steps: readonly BagStep[]): string =>
  steps.length === 0
    ? ''
    : `<h2>办理过程 <small>Steps of the matter</small></h2><table><thead><tr><th>时间 Time</th><th>步骤 Step</th><th>单位 Organisation</th><th>存证条目 Ledger entry</th></tr></thead><tbody>
${steps.map(stepRow).join('\n')}
</tbody></table>
`

const stepRow = ({ zh, en, entry, record }: BagStep): string =>
  `<tr><td>${typeof record.at === 'string' ? beijing(record.at) : ''}</td><td>${escapeHtml(zh)} <small>${escapeHtml(en)}</small></td><td>${escapeHtml(String(record.organisation ?? ''))}</td><td><code>${escapeHtml(entry)}</code></td></tr>`

/** Who told whom what, and when it was received; empty where nothing went over the exchange. */
const messagesSection = ({ exchange, steps }: IndexSource): string =>
  exchange === null
    ? ''
    : `<h2>往来消息 <small>Messages between the organisations</small></h2><p>每条消息由发件单位签名，每份回执由收件单位签名。<br><small lang="en">Each message is signed by its sender, each receipt by its receiver.</small></p>
<table><thead><tr><th>发出 Sent</th><th>发件单位 From</th><th>收件单位 To</th><th>内容 What</th><th>签收 Received</th></tr></thead><tbody>
${exchange.messages.map((message) => messageRow(message, steps)).join('\n')}
</tbody></table>
${exchange.keys.length > 0 ? keysTable(exchange.keys) : ''}`

const messageRow = ({ signed, receipt }: BagExchange['messages'][number], steps: readonly BagStep[]): string => {
  const envelope = parseEnvelope(signed.text)
  if (!envelope) return ''
  const step = steps.find(({ entry }) => entry === envelope.entryId)
  const received = receipt && parseReceipt(receipt.signed.text)
  const memorandum = envelope.memorandum
    ? `<br><small>备忘录 Memorandum ${escapeHtml(envelope.memorandum.number)} v${envelope.memorandum.version}</small>`
    : ''
  return `<tr><td>${beijing(envelope.at)}</td><td>${escapeHtml(envelope.from.name)}${byClient(envelope)}</td><td>${escapeHtml(envelope.to.name)}</td><td>${escapeHtml(envelope.matter.number)}　${escapeHtml(step?.zh ?? '')} <small>${escapeHtml(step?.en ?? envelope.type)}</small>${memorandum}</td><td>${received ? `${beijing(received.at)}　${escapeHtml(received.by.name)}${byClient(received)}` : '尚未签收 not yet'}</td></tr>`
}

const byClient = ({ proof }: { readonly proof: object | null }): string =>
  proof ? '<br><small>接口，自有公钥签名 by interface, its own key</small>' : ''

const keysTable = (keys: BagExchange['keys']): string =>
  `<table><thead><tr><th>签名公钥指纹 Fingerprint of the key (SHA-256)</th><th>单位 Organisation</th><th>登记 Registered</th><th>撤销 Revoked</th></tr></thead><tbody>
${keys.map((key) => `<tr><td><code>${fingerprintOfPem(key.publicKey)}</code></td><td>${escapeHtml(key.organisation.name)} <small>${key.kind === 'own' ? '自有 its own' : '托管 hosted'}</small></td><td>${beijing(key.createdAt)}</td><td>${key.revokedAt ? beijing(key.revokedAt) : '—'}</td></tr>`).join('\n')}
</tbody></table>
`

const HOW = `<h2>如何核验 <small>How to verify</small></h2>
<p>本证据包中任何一个字节被改动、删去或增加，核验都不能通过，并指明位置。三种方法，任选其一，均不需要联网：</p>
<p lang="en"><small>Any byte changed, lost or added makes verification fail and is named. Three ways, none of which needs a network:</small></p>
<ol><li>命令行 command line：<pre>redbridge verify 证据包.zip --key 公布的公钥文件</pre></li>
<li>网页 web page：打开任一红桥系统的 <code>/verify</code> 页面并选择本文件。核验在浏览器内进行，文件不会上传。<br><small lang="en">Open the page /verify of any Redbridge and choose this file. It is verified in the browser and uploaded nowhere.</small></li>
<li>仅用 openssl（3.0 以上）with openssl alone：解开本压缩包，在其目录内运行 unpack and run<pre>sh 核验.sh</pre>
时间戳 time-stamps：<pre>openssl ts -verify -token_in -in ledger/timestamp-树大小.tsr -data 树根文本 -CAfile 时间戳机构证书.pem</pre></li></ol>
<p>包内公钥只是“包内自称”。请将核验结果中的公钥指纹与出具单位公布的指纹核对，一致方可采信。</p>
<p lang="en"><small>Keys inside the bag are only what the bag says they are. Hold their fingerprints against those that the issuing authority has published.</small></p>`

/**
 * 目录.html: what is in the bag and how to verify it, for people; prints on A4.
 * @example indexPage({ bag: 'bag_1', title: '案卷', … })
 */
export const indexPage = (source: IndexSource): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(source.title)} 证据包目录</title><style>${STYLE}</style></head><body>
<h1>证据包目录<br><small lang="en">Index of the evidence bag</small></h1><table>
${row('名称', 'Title', escapeHtml(source.title))}
${row('编号', 'Number', `<code>${escapeHtml(source.bag)}</code>`)}
${row('出具单位', 'Made by', `${escapeHtml(source.organisation)}　${escapeHtml(source.person)}`)}
${row('出具时间', 'Made at', `${beijing(source.madeAt)}（北京时间 Beijing time）`)}
${row('证据', 'Items', String(source.items.length))}
</table>
<h2>证据 <small>Items</small></h2>
${source.items.map((item, i) => itemSection(source, item, i + 1)).join('\n') || '<p>无 none</p>'}
${stepsSection(source.steps)}${messagesSection(source)}<h2>记录 <small>Records</small></h2><table><thead><tr><th>文件 File</th><th>字节 Bytes</th></tr></thead><tbody>
${source.records.map(({ name, bytes }) => `<tr><td><code>${escapeHtml(name)}</code></td><td>${bytes}</td></tr>`).join('\n')}
</tbody></table>
${HOW}
</body></html>
`
