import { USCC_ALPHABET } from '../identity/code-tables.ts'
import type { Dice } from './dice.ts'

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

/** Characters taken for one another, by sound or by look: any of a group becomes another of it. */
const CONFUSED = (
  '恒衡横 昌晶倡 祥翔详 嘉佳加 鑫金新欣馨 瑞锐睿 宏鸿洪弘 源元原圆 盛胜圣晟 泰太台 丰峰锋风 华花化 博搏伯 达大 晨辰尘 雅亚娅 康慷 ' +
  '宇雨羽 海梅 福富付 林琳霖 品晶 优尤 悦越月乐 思斯司 美每 丽利莉 兴星 顺舜 隆龙 通同 安案 和合禾荷 明名铭 智志致 诚成城 远院 ' +
  '德得 云芸 天夫 江汇 山仙 木本 青清 日曰 春椿 东冬 西茜 南楠 北背 凤风 飞非 速素 茂贸 贵桂 宝保 玉王 蓝兰 红虹 翠粹 欢欣 爱艾 文纹 学雪 ' +
  '知之 润闰 泽择 汇会 聚具 众中 友有 里理 家嘉 园圆 居具 味昧 香乡 甜恬 蜜密 果裹 麦卖 谷古 记计 老考 张章 王汪 李季 刘柳 陈程 杨扬 周邹 吴伍'
).split(' ')
const TWINS = new Map<string, string>()
for (const group of CONFUSED) for (const ch of group) TWINS.set(ch, group)

/** One character of the trade name taken for another. */
export function damageName(dice: Dice, name: string, trade: string): string {
  const start = Math.max(0, name.indexOf(trade))
  const at = start + dice.below(trade.length)
  const twins = TWINS.get(name[at]!) ?? ''
  const others = [...(twins || '昌恒瑞祥和')].filter((ch) => ch !== name[at])
  return replaceAt(name, at, others[dice.below(others.length)]!)
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

function toFullWidth(code: string): string {
  let out = ''
  for (let i = 0; i < code.length; i++) out += String.fromCharCode(code.charCodeAt(i) + 0xfee0)
  return out
}

interface Spelt {
  readonly name: string
  readonly uscc: string
  readonly regNo: string
}

/** The same operator written otherwise. Unchanged where this way has nothing to change (no brackets, no letters). */
export function soil(dice: Dice, way: string, spelt: Spelt): Spelt {
  const { name, uscc, regNo } = spelt
  switch (way) {
    case 'half_width_brackets':
      return { ...spelt, name: name.replaceAll('（', '(').replaceAll('）', ')') }
    case 'spaces': {
      const at = 2 + dice.below(Math.max(1, name.length - 3))
      return { ...spelt, name: dice.chance(0.5) ? `${name} ` : `${name.slice(0, at)} ${name.slice(at)}` }
    }
    case 'code_lower_case':
      return { ...spelt, uscc: uscc.toLowerCase() }
    case 'code_full_width':
      return { ...spelt, uscc: toFullWidth(uscc) }
    case 'traditional':
      return { ...spelt, name: toTraditional(name) }
    case 'zero_width':
      return { ...spelt, name: `${name}\u200b` }
    case 'registration_number':
      return { ...spelt, uscc: regNo || uscc }
    default:
      return { ...spelt, uscc: `${uscc.slice(0, 6)} ${uscc.slice(6, 12)} ${uscc.slice(12)}` }
  }
}
