import type { Words } from './deadline-rule.ts'

/** Chinese of where the limits come from: officers read it beside 待确认. */
const CHINESE: Readonly<Record<string, string>> = {
  'carried over from order 20; order 121 not read here': '沿用令第20号，令第121号原文待核对',
  'days from memory': '期限凭记忆，待核对',
  'no provision known: a proposal': '未见明文规定，为建议值',
  'pages about NTM art. 25': '关于网络交易监督管理办法第二十五条的公开资料',
  'pages about order 116': '关于令第116号的公开资料',
  'pages about order 117': '关于令第117号的公开资料',
  'pages about order 121': '关于令第121号的公开资料',
  'pages about the duties of enterprises on the 12315 platform': '关于全国12315平台在线消费纠纷解决企业义务的公开资料',
  'pages about the measures': '关于该办法的公开资料',
  'pages differ: at once, or quarterly; ECL 29 sets no days':
    '公开资料说法不一（立即或者按季），电子商务法第二十九条未定期限',
  'rule of 2011 as collected': '2011年规定',
  'statute text': '法律原文',
  'statute text of order 20': '令第20号原文',
  'text as amended on 2020-08-07': '2020年8月7日修订文本',
  'text as amended on 2023-09-01': '2023年9月1日修正文本',
  'wording of the measures not at hand': '办法原文未收录，凭记忆',
  'wording of the provisions not at hand': '规定原文未收录，凭记忆',
}

/**
 * Where a limit comes from, in both languages. What an administrator typed stays as it is.
 * @example sourceWords('statute text').zh // '法律原文'
 */
export const sourceWords = (source: string): Words => ({ zh: CHINESE[source] ?? source, en: source })
