import type { Dated } from './dated.ts'
import type { InstrumentCode } from './instruments.ts'

/** One provision our screens cite. `text` is quoted word for word; null where the wording was not at hand. */
export interface Article extends Dated {
  readonly instrument: InstrumentCode
  readonly article: number
  /** paragraph 款 and item 项, from 1 */
  readonly paragraph?: number
  readonly item?: number
  readonly text: string | null
  /** what it asks, in plain English: an explanation, not a translation with any force */
  readonly gist: string
}

const ecl = { instrument: 'ECL', from: '2019-01-01', to: null, confidence: 'read', source: 'statute text' } as const

export const ARTICLES: readonly Article[] = [
  {
    ...ecl,
    article: 10,
    text: '电子商务经营者应当依法办理市场主体登记。但是，个人销售自产农副产品、家庭手工业产品，个人利用自己的技能从事依法无须取得许可的便民劳务活动和零星小额交易活动，以及依照法律、行政法规不需要进行登记的除外。',
    gist: 'Operators register, save for the four exempt kinds',
  },
  {
    ...ecl,
    article: 27,
    paragraph: 1,
    text: '电子商务平台经营者应当要求申请进入平台销售商品或者提供服务的经营者提交其身份、地址、联系方式、行政许可等真实信息，进行核验、登记，建立登记档案，并定期核验更新。',
    gist: 'Platforms verify who sells on them, keep a file and check it again regularly',
  },
  {
    ...ecl,
    article: 28,
    paragraph: 1,
    text: '电子商务平台经营者应当按照规定向市场监督管理部门报送平台内经营者的身份信息，提示未办理市场主体登记的经营者依法办理登记，并配合市场监督管理部门，针对电子商务的特点，为应当办理市场主体登记的经营者办理登记提供便利。',
    gist: 'Platforms report the identity of their operators',
  },
  {
    ...ecl,
    article: 80,
    paragraph: 1,
    text: '电子商务平台经营者有下列行为之一的，由有关主管部门责令限期改正；逾期不改正的，处二万元以上十万元以下的罚款；情节严重的，责令停业整顿，并处十万元以上五十万元以下的罚款：',
    gist: 'Order to correct within a time; then a fine',
  },
  {
    ...ecl,
    article: 80,
    paragraph: 1,
    item: 1,
    text: '不履行本法第二十七条规定的核验、登记义务的；',
    gist: 'Operators not verified or not on file',
  },
  {
    ...ecl,
    article: 80,
    paragraph: 1,
    item: 2,
    text: '不按照本法第二十八条规定向市场监督管理部门、税务部门报送有关信息的；',
    gist: 'Information not reported as article 28 asks',
  },
  {
    instrument: 'NTM',
    article: 8,
    text: null,
    gist: 'Small sporadic trade: up to 100,000 yuan a year, summed over all shops and platforms',
    from: '2021-05-01',
    to: null,
    confidence: 'memory',
    source: 'wording not at hand',
  },
  {
    instrument: 'NTM',
    article: 25,
    text: null,
    gist: 'Identity reports every January and July to the provincial bureau of the platform’s domicile',
    from: '2021-05-01',
    to: null,
    confidence: 'page',
    source: 'pages about the measures',
  },
]
