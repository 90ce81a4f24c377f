import type { Article } from './article.ts'

const apl = { instrument: 'APL', from: '2021-07-15', to: null, confidence: 'read', source: 'statute text' } as const

/** Administrative Penalty Law: quoted word for word. */
export const APL_ARTICLES: readonly Article[] = [
  {
    ...apl,
    article: 25,
    paragraph: 2,
    text: '对管辖发生争议的，应当协商解决，协商不成的，报请共同的上一级行政机关指定管辖；也可以直接由共同的上一级行政机关指定管辖。',
    gist: 'Who disputes jurisdiction consults, then asks the common superior',
  },
  {
    ...apl,
    article: 27,
    paragraph: 1,
    text: '违法行为涉嫌犯罪的，行政机关应当及时将案件移送司法机关，依法追究刑事责任。对依法不需要追究刑事责任或者免予刑事处罚，但应当给予行政处罚的，司法机关应当及时将案件移送有关行政机关。',
    gist: 'Suspected crimes go to the judicial authorities promptly',
  },
  {
    ...apl,
    article: 36,
    paragraph: 1,
    text: '违法行为在二年内未被发现的，不再给予行政处罚；涉及公民生命健康安全、金融安全且有危害后果的，上述期限延长至五年。法律另有规定的除外。',
    gist: 'No penalty after two years undiscovered; five where life, health or financial safety was harmed',
  },
  {
    ...apl,
    article: 36,
    paragraph: 2,
    text: '前款规定的期限，从违法行为发生之日起计算；违法行为有连续或者继续状态的，从行为终了之日起计算。',
    gist: 'The time bar runs from the act, or from the end of a continuing act',
  },
  {
    ...apl,
    article: 42,
    paragraph: 1,
    text: '行政处罚应当由具有行政执法资格的执法人员实施。执法人员不得少于两人，法律另有规定的除外。',
    gist: 'At least two officers with qualification',
  },
  {
    ...apl,
    article: 48,
    paragraph: 2,
    text: '公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，行政机关应当在三日内撤回行政处罚决定信息并公开说明理由。',
    gist: 'A published decision that was changed or revoked is withdrawn within three days, with reasons',
  },
  {
    ...apl,
    article: 56,
    text: '行政机关在收集证据时，可以采取抽样取证的方法；在证据可能灭失或者以后难以取得的情况下，经行政机关负责人批准，可以先行登记保存，并应当在七日内及时作出处理决定，在此期间，当事人或者有关人员不得销毁或者转移证据。',
    gist: 'Evidence registered and kept in advance is decided upon within seven days',
  },
  {
    ...apl,
    article: 60,
    text: '行政机关应当自行政处罚案件立案之日起九十日内作出行政处罚决定。法律、法规、规章另有规定的，从其规定。',
    gist: 'A decision within ninety days of filing the case',
  },
  {
    ...apl,
    article: 61,
    paragraph: 1,
    text: '行政处罚决定书应当在宣告后当场交付当事人；当事人不在场的，行政机关应当在七日内依照《中华人民共和国民事诉讼法》的有关规定，将行政处罚决定书送达当事人。',
    gist: 'A decision is served within seven days when the party was absent',
  },
  {
    ...apl,
    article: 61,
    paragraph: 2,
    text: '当事人同意并签订确认书的，行政机关可以采用传真、电子邮件等方式，将行政处罚决定书等送达当事人。',
    gist: 'Electronic service with a signed confirmation',
  },
  {
    ...apl,
    article: 64,
    paragraph: 1,
    item: 1,
    text: '当事人要求听证的，应当在行政机关告知后五日内提出；',
    gist: 'A hearing is asked for within five days of the notice',
  },
  {
    ...apl,
    article: 64,
    paragraph: 1,
    item: 2,
    text: '行政机关应当在举行听证的七日前，通知当事人及有关人员听证的时间、地点；',
    gist: 'The hearing is announced seven days before',
  },
  {
    ...apl,
    article: 66,
    paragraph: 2,
    text: '当事人确有经济困难，需要延期或者分期缴纳罚款的，经当事人申请和行政机关批准，可以暂缓或者分期缴纳。',
    gist: 'Deferral or instalments of a fine on application',
  },
  {
    ...apl,
    article: 67,
    paragraph: 3,
    text: '当事人应当自收到行政处罚决定书之日起十五日内，到指定的银行或者通过电子支付系统缴纳罚款。银行应当收受罚款，并将罚款直接上缴国库。',
    gist: 'A fine is paid within fifteen days of receipt of the decision',
  },
  {
    ...apl,
    article: 72,
    paragraph: 1,
    item: 1,
    text: '到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不得超出罚款的数额；',
    gist: 'Late fines grow by three per cent a day, up to the fine itself',
  },
  {
    ...apl,
    article: 85,
    text: '本法中“二日”“三日”“五日”“七日”的规定是指工作日，不含法定节假日。',
    gist: 'Two, three, five and seven days of this law are working days',
  },
]
