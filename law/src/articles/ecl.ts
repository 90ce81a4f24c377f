import type { Article } from './article.ts'

const ecl = { instrument: 'ECL', from: '2019-01-01', to: null, confidence: 'read', source: 'statute text' } as const

/** E-Commerce Law: quoted word for word. */
export const ECL_ARTICLES: readonly Article[] = [
  {
    ...ecl,
    article: 10,
    text: '电子商务经营者应当依法办理市场主体登记。但是，个人销售自产农副产品、家庭手工业产品，个人利用自己的技能从事依法无须取得许可的便民劳务活动和零星小额交易活动，以及依照法律、行政法规不需要进行登记的除外。',
    gist: 'Operators register, save for the four exempt kinds',
  },
  {
    ...ecl,
    article: 16,
    text: '电子商务经营者自行终止从事电子商务的，应当提前三十日在首页显著位置持续公示有关信息。',
    gist: 'Who ends the business announces it on the home page 30 days before',
  },
  {
    ...ecl,
    article: 25,
    text: '有关主管部门依照法律、行政法规的规定要求电子商务经营者提供有关电子商务数据信息的，电子商务经营者应当提供。有关主管部门应当采取必要措施保护电子商务经营者提供的数据信息的安全，并对其中的个人信息、隐私和商业秘密严格保密，不得泄露、出售或者非法向他人提供。',
    gist: 'Operators and platforms give the data that authorities ask for under laws and regulations; who receives it keeps it secret',
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
    article: 29,
    text: '电子商务平台经营者发现平台内的商品或者服务信息存在违反本法第十二条、第十三条规定情形的，应当依法采取必要的处置措施，并向有关主管部门报告。',
    gist: 'Platforms act on unlawful goods and services they find, and report them',
  },
  {
    ...ecl,
    article: 31,
    text: '电子商务平台经营者应当记录、保存平台上发布的商品和服务信息、交易信息，并确保信息的完整性、保密性、可用性。商品和服务信息、交易信息保存时间自交易完成之日起不少于三年；法律、行政法规另有规定的，依照其规定。',
    gist: 'Platforms keep information on goods, services and trades for three years after the deal',
  },
  {
    ...ecl,
    article: 34,
    paragraph: 1,
    text: '电子商务平台经营者修改平台服务协议和交易规则，应当在其首页显著位置公开征求意见，采取合理措施确保有关各方能够及时充分表达意见。修改内容应当至少在实施前七日予以公示。',
    gist: 'Changed rules are put up for comment and published seven days before they take effect',
  },
  {
    ...ecl,
    article: 36,
    text: '电子商务平台经营者依据平台服务协议和交易规则对平台内经营者违反法律、法规的行为实施警示、暂停或者终止服务等措施的，应当及时公示。',
    gist: 'Sanctions against operators are published promptly',
  },
  {
    ...ecl,
    article: 38,
    paragraph: 1,
    text: '电子商务平台经营者知道或者应当知道平台内经营者销售的商品或者提供的服务不符合保障人身、财产安全的要求，或者有其他侵害消费者合法权益行为，未采取必要措施的，依法与该平台内经营者承担连带责任。',
    gist: 'A platform that knows of infringing goods or services and does nothing is liable together with the operator',
  },
  {
    ...ecl,
    article: 43,
    paragraph: 2,
    text: '电子商务平台经营者接到声明后，应当将该声明转送发出通知的知识产权权利人，并告知其可以向有关主管部门投诉或者向人民法院起诉。电子商务平台经营者在转送声明到达知识产权权利人后十五日内，未收到权利人已经投诉或者起诉通知的，应当及时终止所采取的措施。',
    gist: 'Measures end when the right holder has not complained or sued within 15 days',
  },
  {
    ...ecl,
    article: 76,
    paragraph: 1,
    text: '电子商务经营者违反本法规定，有下列行为之一的，由市场监督管理部门责令限期改正，可以处一万元以下的罚款，对其中的电子商务平台经营者，依照本法第八十一条第一款的规定处罚：',
    gist: 'Home page duties not met: up to 10,000 yuan',
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
    ...ecl,
    article: 81,
    paragraph: 1,
    text: '电子商务平台经营者违反本法规定，有下列行为之一的，由市场监督管理部门责令限期改正，可以处二万元以上十万元以下的罚款；情节严重的，处十万元以上五十万元以下的罚款：',
    gist: 'Rules, own sales, evaluations: 20,000 to 100,000 yuan, serious 100,000 to 500,000',
  },
  {
    ...ecl,
    article: 82,
    text: '电子商务平台经营者违反本法第三十五条规定，对平台内经营者在平台内的交易、交易价格或者与其他经营者的交易等进行不合理限制或者附加不合理条件，或者向平台内经营者收取不合理费用的，由市场监督管理部门责令限期改正，可以处五万元以上五十万元以下的罚款；情节严重的，处五十万元以上二百万元以下的罚款。',
    gist: 'Unreasonable limits or fees: 50,000 to 500,000 yuan, serious 500,000 to 2,000,000',
  },
  {
    ...ecl,
    article: 83,
    text: '电子商务平台经营者违反本法第三十八条规定，对平台内经营者侵害消费者合法权益行为未采取必要措施，或者对平台内经营者未尽到资质资格审核义务，或者对消费者未尽到安全保障义务的，由市场监督管理部门责令限期改正，可以处五万元以上五十万元以下的罚款；情节严重的，责令停业整顿，并处五十万元以上二百万元以下的罚款。',
    gist: 'Necessary measures not taken: 50,000 to 500,000 yuan, serious 500,000 to 2,000,000',
  },
  {
    ...ecl,
    article: 84,
    text: '电子商务平台经营者违反本法第四十二条、第四十五条规定，对平台内经营者实施侵犯知识产权行为未依法采取必要措施的，由有关知识产权行政部门责令限期改正；逾期不改正的，处五万元以上五十万元以下的罚款；情节严重的，处五十万元以上二百万元以下的罚款。',
    gist: 'Infringement of intellectual property not acted upon: 50,000 to 500,000 yuan, serious 500,000 to 2,000,000',
  },
]
