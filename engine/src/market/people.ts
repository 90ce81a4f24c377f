import type { Dice } from './dice.ts'

/**
 * Personal names. Surnames by their share in the population (the first fifteen of the Ministry of Public Security's
 * yearly name report cover about 48 %), given names of two characters mostly, one now and then.
 */
const SURNAMES: readonly [string, number][] = [
  ['王', 72],
  ['李', 71],
  ['张', 67],
  ['刘', 53],
  ['陈', 48],
  ['杨', 32],
  ['黄', 24],
  ['赵', 23],
  ['吴', 22],
  ['周', 21],
  ['徐', 15],
  ['孙', 15],
  ['马', 14],
  ['朱', 13],
  ['胡', 13],
  ['郭', 12],
  ['何', 12],
  ['林', 12],
  ['高', 11],
  ['罗', 10],
  ['郑', 10],
  ['梁', 9],
  ['谢', 8],
  ['宋', 8],
  ['唐', 7],
  ['许', 7],
  ['韩', 7],
  ['邓', 7],
  ['冯', 7],
  ['曹', 6],
  ['彭', 6],
  ['曾', 6],
  ['肖', 6],
  ['田', 6],
  ['董', 6],
  ['潘', 5],
  ['袁', 5],
  ['蔡', 5],
  ['蒋', 5],
  ['余', 5],
  ['于', 5],
  ['杜', 5],
  ['叶', 5],
  ['程', 5],
  ['魏', 5],
  ['苏', 5],
  ['吕', 5],
  ['丁', 5],
  ['任', 4],
  ['卢', 4],
  ['姚', 4],
  ['沈', 4],
  ['钟', 4],
  ['姜', 4],
  ['崔', 4],
  ['谭', 4],
  ['陆', 4],
  ['范', 4],
  ['汪', 4],
  ['廖', 3],
  ['石', 3],
  ['金', 3],
  ['韦', 3],
  ['贾', 3],
  ['夏', 3],
  ['付', 3],
  ['方', 3],
  ['邹', 3],
  ['熊', 3],
  ['白', 3],
  ['孟', 3],
  ['秦', 3],
  ['邱', 3],
  ['侯', 3],
  ['江', 3],
  ['尹', 2],
  ['薛', 2],
  ['闫', 2],
  ['雷', 2],
  ['龙', 2],
  ['段', 2],
  ['史', 2],
  ['陶', 2],
  ['贺', 2],
  ['黎', 2],
  ['顾', 2],
  ['郝', 2],
  ['龚', 2],
  ['邵', 2],
  ['万', 2],
  ['覃', 2],
  ['钱', 2],
  ['武', 2],
  ['戴', 2],
  ['孔', 2],
  ['汤', 2],
  ['庞', 1],
  ['樊', 1],
  ['兰', 1],
  ['殷', 1],
  ['施', 1],
  ['洪', 1],
  ['翟', 1],
  ['安', 1],
  ['颜', 1],
  ['倪', 1],
  ['严', 1],
  ['牛', 1],
  ['温', 1],
  ['季', 1],
  ['俞', 1],
  ['章', 1],
  ['鲁', 1],
  ['葛', 1],
  ['毛', 1],
  ['邢', 1],
  ['欧阳', 1],
  ['齐', 1],
  ['梅', 1],
  ['上官', 1],
]

/** Each surname as often as its weight: picking is one throw. */
const SURNAME_POOL: readonly string[] = SURNAMES.flatMap(([name, weight]) => Array<string>(weight).fill(name))

const MALE_FIRST = [...'建志国文明永海晓家俊德子春金立世伟宏光天嘉少浩振正泽宇成玉万长向东新庆兴荣云大学']
const MALE_LAST = [...'军强伟勇杰涛明超平刚辉鹏飞斌波华宁龙林峰亮东浩健凯庆祥鑫磊宇江海生文胜民清发武良国']
const FEMALE_FIRST = [...'秀丽晓玉美小春雅雪桂淑月佳梦燕红海金爱思婉艳慧文志亚凤素雨静子宝诗欣彩']
const FEMALE_LAST = [...'英芳娟敏静丽霞燕红玲梅华萍兰琴莉琳倩娜婷洁颖雪云珍凤蓉妮怡欣蕾霏']
const SINGLE_MALE = [...'伟强磊军洋勇杰涛超平刚鹏辉波斌宇浩凯鑫亮帅晨阳明峰健龙飞']
const SINGLE_FEMALE = [...'芳敏静艳霞丽婷玲倩丹雪琳娟娜燕洁颖莉萍莹晶慧']

const pick = (dice: Dice, from: readonly string[]): string => from[dice.below(from.length)]!

export const surname = (dice: Dice): string => pick(dice, SURNAME_POOL)

/** A given name; without a sex, more often a man's, as among legal representatives. */
export function givenName(dice: Dice, male = dice.chance(0.58)): string {
  if (dice.chance(0.13)) return pick(dice, male ? SINGLE_MALE : SINGLE_FEMALE)
  return male ? pick(dice, MALE_FIRST) + pick(dice, MALE_LAST) : pick(dice, FEMALE_FIRST) + pick(dice, FEMALE_LAST)
}

export const personName = (dice: Dice): string => surname(dice) + givenName(dice)

const MOBILE = (
  '130 131 132 133 135 136 137 138 139 150 151 152 153 155 156 157 158 159 166 173 176 177 178 ' +
  '180 181 182 183 184 185 186 187 188 189 191 193 195 198 199'
).split(' ')

/** Eight digits of the right shape; whose they are, if anybody's, is chance. */
const eightDigits = (dice: Dice): string => String(10_000_000 + dice.below(90_000_000))

export const mobile = (dice: Dice): string => pick(dice, MOBILE) + eightDigits(dice)

/** A firm's landline, for cities whose numbers have eight digits. */
export const landline = (dice: Dice, areaCode: string): string =>
  `${areaCode}-${2 + dice.below(7)}${String(1_000_000 + dice.below(9_000_000))}`
