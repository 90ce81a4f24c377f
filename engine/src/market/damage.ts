import { USCC_ALPHABET } from '../identity/code-tables.ts'
import type { Dice } from './dice.ts'
import { TRADE_FIRST } from './trades.ts'

/** Ways in which a good code or name goes wrong on its way into a report. Each returns something else than it got. */
const replaceAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1)

/** Another character of the code alphabet in the given position: no single substitution passes the check digit. */
function substitute(dice: Dice, code: string, at: number): string {
  const shift = 1 + dice.below(30)
  return replaceAt(code, at, USCC_ALPHABET[(USCC_ALPHABET.indexOf(code[at]!) + shift) % 31]!)
}

function transpose(dice: Dice, code: string): string {
  const start = 8 + dice.below(8)
  for (let step = 0; step < 15; step++) {
    const at = 2 + ((start - 2 + step) % 15)
    if (code[at] !== code[at + 1]) return code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2)
  }
  return substitute(dice, code, 17)
}

/** One look-alike in place of a digit, in the last such position; a wrong check digit where the code has none. */
function lookAlike(dice: Dice, code: string, digit: string, letter: string): string {
  const at = code.lastIndexOf(digit)
  return at < 2 ? substitute(dice, code, 17) : replaceAt(code, at, letter)
}

export function damageCode(dice: Dice, code: string, way: string): string {
  switch (way) {
    case 'code_check_digit':
      return substitute(dice, code, 17)
    case 'code_substituted':
      return substitute(dice, code, 9 + dice.below(7))
    case 'code_transposed':
      return transpose(dice, code)
    case 'code_o_for_0':
      return lookAlike(dice, code, '0', 'O')
    case 'code_i_for_1':
      return lookAlike(dice, code, '1', 'I')
    default:
      return code.slice(0, 17)
  }
}

/** One character of the name changed, in the front half behind the region, where trade names stand. */
export function damageName(dice: Dice, name: string): string {
  const at = Math.min(name.length - 2, 2 + dice.below(3))
  const start = dice.below(TRADE_FIRST.length)
  for (let i = 0; i < TRADE_FIRST.length; i++) {
    const by = TRADE_FIRST[(start + i) % TRADE_FIRST.length]!
    if (by !== name[at] && !/[（）()]/.test(name[at]!)) return replaceAt(name, at, by)
    if (/[（）()]/.test(name[at]!)) return replaceAt(name, at + 1, by)
  }
  return name
}

/** Simplified → traditional, only where the way back is certain. */
const PAIRS =
  '贸貿电電务務实實业業华華国國汇匯兴興万萬东東丰豐龙龍凤鳳鹏鵬飞飛驰馳锐銳锋鋒贵貴宝寶红紅紫紫蓝藍爱愛庆慶庄莊园園乐樂欢歡' +
  '饮飲馆館点點书書货貨饰飾厂廠网網传傳媒媒艺藝术術车車农農产產鲜鮮经經营營门門术術专專卖賣众眾联聯远遠达達运運顺順' +
  '进進顾顧语語诗詩识識义義诚誠银銀锦錦绣繡灿燦烂爛辉輝烟煙纪紀纯純约約继繼维維创創领領强強绿綠线線组組结結给給绍紹' +
  '县縣区區军軍阳陽陈陳陆陸长長闻聞闽閩际際险險鸿鴻鹤鶴麦麥黄黃齐齊贝貝质質购購费費赵趙赛賽转轉轻輕软軟轩軒载載'
const TRADITIONAL = new Map<string, string>()
for (let i = 0; i + 1 < PAIRS.length; i += 2) if (PAIRS[i] !== PAIRS[i + 1]) TRADITIONAL.set(PAIRS[i]!, PAIRS[i + 1]!)

export function toTraditional(name: string): string {
  let out = ''
  for (const ch of name) out += TRADITIONAL.get(ch) ?? ch
  return out
}

export function toFullWidth(code: string): string {
  let out = ''
  for (let i = 0; i < code.length; i++) out += String.fromCharCode(code.charCodeAt(i) + 0xfee0)
  return out
}

export interface Spelt {
  name: string
  uscc: string
}

/** The same operator written otherwise. Where this way changes nothing (no brackets, no letters) the row stays as it is. */
export function soil(dice: Dice, way: string, { name, uscc }: Spelt): Spelt {
  switch (way) {
    case 'half_width_brackets':
      return { name: name.replaceAll('（', '(').replaceAll('）', ')'), uscc }
    case 'spaces': {
      const at = 2 + dice.below(Math.max(1, name.length - 3))
      return { name: dice.chance(0.5) ? `${name} ` : `${name.slice(0, at)} ${name.slice(at)}`, uscc }
    }
    case 'code_lower_case':
      return { name, uscc: uscc.toLowerCase() }
    case 'code_full_width':
      return { name, uscc: toFullWidth(uscc) }
    case 'traditional':
      return { name: toTraditional(name), uscc }
    case 'zero_width':
      return { name: `${name}\u200b`, uscc }
    default:
      return { name, uscc: `${uscc.slice(0, 6)} ${uscc.slice(6, 12)} ${uscc.slice(12)}` }
  }
}
