import { readFileSync } from 'node:fs'
import type { LetterField } from '@redbridge/contract'

// The kinds of letter: what each is called, its word 字 in the number, and what its text may name. The texts
// themselves are the files in templates/, version 0 of each kind.

export interface LetterKind {
  readonly key: string
  readonly titleZh: string
  readonly titleEn: string
  /** follows the organ code in the number: 京市监 + 案移; usual words, each bureau sets its own */
  readonly word: string
  readonly fields: readonly LetterField[]
}

type Field = readonly [name: string, zh: string, en: string, example: string, list?: 'list']
const field = ([name, zh, en, example, list]: Field, system = false): LetterField => ({
  name,
  zh,
  en,
  example,
  list: list === 'list',
  system,
})

/** Given by the system: by whom, to whom, when, under which number. */
const SYSTEM = (
  [
    ['issuer', '发文机关', 'Issuing bureau', '北京市市场监督管理局'],
    ['recipient', '收文单位', 'Recipient', '某某网络科技有限公司'],
    ['number', '文号', 'Number', '京市监样〔2026〕第1号'],
    ['date', '成文日期', 'Date', '2026年7月6日'],
  ] as const
).map((one) => field(one, true))

/** Any letter may have these; contact, telephone and address stand in the bureau's own settings where a matter gives none. */
const COMMON = (
  [
    ['matterNumber', '事项编号', 'Number of the matter', 'YS-2026-000012'],
    ['matterTitle', '事项名称', 'Title of the matter', '某某商贸有限公司'],
    ['contact', '联系人', 'Contact', '李明'],
    ['phone', '联系电话', 'Telephone', '010-12345678'],
    ['address', '联系地址', 'Address', '某市某区某路1号'],
    ['attachments', '附件', 'Attachments', '网页截图及取证记录\n涉案商品清单', 'list'],
    ['copies', '抄送单位', 'Copies to', '某某市市场监督管理局，某某市公安局'],
  ] as const
).map((one) => field(one as Field))

const kind = (
  key: string,
  [titleZh, titleEn, word]: readonly [string, string, string],
  fields: readonly Field[],
): LetterKind => ({
  key,
  titleZh,
  titleEn,
  word,
  fields: [...fields.map((one) => field(one)), ...COMMON, ...SYSTEM],
})

// Names are those of the forms of the process definitions (law/src/processes), whose values a letter takes.
const SUBJECT: Field = ['subjectName', '当事人', 'Subject', '某某商贸有限公司']
const USCC: Field = ['uscc', '统一社会信用代码', 'Unified social credit code', '91350100M000100Y43']
const FACTS: Field = [
  'facts',
  '事实',
  'Facts',
  '2026年6月18日，网络交易监测发现当事人在其网店商品页面宣称所售普通食品具有治疗功效。\n经核查，当事人未能提供相关依据。',
]
const BASIS: Field = ['basis', '依据', 'Legal basis', '《中华人民共和国广告法》第十七条']
const TOPIC: Field = ['topic', '事由', 'Topic', '平台内经营者身份信息报送存在较多问题']
const PLATFORM_FACTS: Field = [
  'facts',
  '事实',
  'Facts',
  '你单位2026年上半年报送的平台内经营者中，有12户已经注销，仍在平台经营。',
]
const PLATFORM_BASIS: Field = ['basis', '依据', 'Legal basis', '《中华人民共和国电子商务法》第二十七条第一款']
const DEMANDS: Field = [
  'demands',
  '要求',
  'What is asked',
  '一、逐户核验已注销经营者，停止为其提供平台服务。\n二、建立登记状态变化的每周核对机制。',
]
const RECTIFY_BY: Field = ['rectifyBy', '整改期限', 'To be put right by', '2026年8月20日']
const MEETING: readonly Field[] = [
  ['meetOn', '约谈日期', 'Day of the meeting', '2026年7月14日'],
  ['meetAt', '约谈时间', 'Time', '上午9时30分'],
  ['place', '约谈地点', 'Place', '北京市市场监督管理局第三会议室'],
  ['attendees', '参加人员', 'Who attends', '你单位主要负责人、平台治理部门负责人'],
  ['agenda', '议程', 'Agenda', '平台内经营者身份核验制度及执行情况\n问题经营主体的处置和整改计划', 'list'],
]

export const BUILT_IN_TEMPLATES: readonly LetterKind[] = [
  kind(
    'guidance_letter',
    ['行政指导书', 'Administrative guidance', '指导'],
    [TOPIC, PLATFORM_FACTS, PLATFORM_BASIS, DEMANDS, RECTIFY_BY],
  ),
  kind(
    'interview_notice',
    ['行政约谈通知书', 'Notice of interview', '约谈'],
    [TOPIC, PLATFORM_FACTS, PLATFORM_BASIS, ...MEETING],
  ),
  kind(
    'interview_record',
    ['行政约谈记录', 'Record of interview', '约谈记'],
    [
      TOPIC,
      PLATFORM_FACTS,
      ...MEETING,
      ['minutes', '情况记录', 'Minutes', '监管部门通报了比对核查情况，提出整改要求。被约谈单位对通报情况无异议。'],
      [
        'commitments',
        '承诺事项',
        'Commitments',
        '完成12户已注销经营者的清退，完成日期：2026年7月31日\n上线登记状态每周核对功能，完成日期：2026年8月31日',
        'list',
      ],
      RECTIFY_BY,
    ],
  ),
  kind(
    'rectification_order',
    ['责令限期改正通知书', 'Order to correct', '责改'],
    [
      TOPIC,
      ['facts', '事实', 'Facts', '你单位未按照规定报送2026年上半年平台内经营者身份信息。'],
      ['basis', '依据', 'Legal basis', '《中华人民共和国电子商务法》第二十八条第一款、第八十条第一款第二项'],
      DEMANDS,
      RECTIFY_BY,
      ['reviewOrgan', '复议机关', 'Review authority', '北京市人民政府'],
      ['court', '诉讼法院', 'Court', '北京市海淀区人民法院'],
    ],
  ),
  kind(
    'lead_transfer_letter',
    ['案件线索移送函', 'Transfer of a lead', '案移'],
    [
      SUBJECT,
      USCC,
      ['shopName', '网店名称', 'Shop', '某某食品旗舰店'],
      ['shopUrl', '网址链接', 'Address of the shop', 'https://shop.example.com/1024'],
      FACTS,
      BASIS,
      ['reason', '移送理由', 'Why it goes to the recipient', '当事人住所地和违法行为实施地均在你局辖区。'],
    ],
  ),
  kind(
    'jurisdiction_letter',
    ['管辖争议协商函', 'Consultation on jurisdiction', '管商'],
    [
      SUBJECT,
      FACTS,
      ['reason', '管辖意见', 'Our view', '当事人住所地在你局辖区，违法行为实施地亦在你局辖区，应由你局管辖。'],
    ],
  ),
  kind(
    'reply_letter',
    ['复函', 'Reply', '复函'],
    [
      ['result', '处理结果', 'Result', '不予立案'],
      ['explanation', '处理情况', 'What was done', '经核查，当事人已于2026年6月30日注销，网店已由平台关闭。'],
      ['reason', '理由', 'Reason', '不属于本单位职责。'],
      ['decidedOn', '决定日期', 'Decided on', '2026年7月2日'],
      ['decisionNo', '文书文号', 'Document number', '浙市监不立〔2026〕第31号'],
      ['done', '已采取的措施', 'Measures taken', '停止接入\n注销备案', 'list'],
      ['doneOn', '处置日期', 'Done on', '2026年7月3日'],
    ],
  ),
  kind(
    'crime_transfer_letter',
    ['涉嫌犯罪案件移送书', 'Transfer of suspected crime', '罪移'],
    [
      SUBJECT,
      USCC,
      ['offence', '涉嫌罪名', 'Suspected offence', '销售假冒注册商标的商品罪'],
      ['officers', '办案人员', 'Officers', '李明，执法证号：11000001\n王芳，执法证号：11000002', 'list'],
      FACTS,
      ['basis', '依据', 'Provisions concerned', '《中华人民共和国商标法》第五十七条'],
      ['material', '移送材料', 'Material', '案件情况的调查报告\n涉案物品清单\n检验报告或者鉴定结论', 'list'],
    ],
  ),
  kind(
    'copy_notice_letter',
    ['抄告函', 'Copy notice', '抄告'],
    [SUBJECT, USCC, FACTS, ['answerDueOn', '反馈期限', 'Answer due on', '2026年7月31日']],
  ),
  kind(
    'assistance_letter',
    ['协查函', 'Request for assistance', '协查'],
    [
      ['purpose', '协查目的', 'Purpose', '案件调查'],
      ['targets', '协查对象', 'Targets', '店铺、账号，某某旗舰店\n订单，202606180001', 'list'],
      ['fields', '协查内容', 'Fields', '身份：名称（姓名）\n身份：统一社会信用代码\n支付：支付金额（元）', 'list'],
      ['extraFields', '标准以外内容', 'Beyond the standard', '登录日志，必要性：查明实际经营者', 'list'],
      ['consentBy', '同意机关', 'Consent given by', '某某省市场监督管理局'],
      ['consentNo', '同意文号', 'Number of the consent', '某市监函〔2026〕5号'],
      ['periodFrom', '时间范围自', 'From', '2026年1月1日'],
      ['periodTo', '时间范围至', 'To', '2026年6月30日'],
      ['caseNo', '案件编号', 'Number of the case', '某市监案〔2026〕12号'],
      ['caseStage', '案件阶段', 'Stage of the case', '调查取证'],
      ['basis', '依据', 'Legal basis', '《中华人民共和国电子商务法》第二十五条'],
      FACTS,
      ['officers', '办案人员', 'Officers', '李明，执法证号：11000001\n王芳，执法证号：11000002', 'list'],
      ['secrecy', '保密要求', 'Secrecy', '工作秘密'],
      ['dueOn', '答复期限', 'Answer by', '2026年7月10日'],
      ['forwardedFrom', '原发函单位', 'Letter forwarded from', '某某市市场监督管理局'],
      ['forwardedNo', '原函文号', 'Number of that letter', '某市监函〔2026〕31号'],
    ],
  ),
  kind(
    'disposal_letter',
    ['处置通知', 'Disposal order', '处置'],
    [
      ['measure', '处置措施', 'Measure', '下架、删除商品信息'],
      ['objects', '处置对象', 'Objects', '某某减肥茶，编号或者链接：https://www.example.com/item/1', 'list'],
      ['reasons', '事实和理由', 'Statement of reasons', '该商品页面宣称普通食品具有治疗功效。'],
      ['basis', '依据', 'Legal basis', '《中华人民共和国广告法》第十七条'],
      ['dueOn', '执行期限', 'Carry out by', '2026年7月8日'],
    ],
  ),
  kind(
    'site_closure_letter',
    ['提请关闭网站函', 'Request to close a site', '网函'],
    [
      ['siteName', '网站名称', 'Site', '某某优选商城'],
      ['siteUrl', '网址', 'Address', 'https://www.example.com/'],
      ['icpNo', '备案号', 'ICP number', '京ICP备00000000号'],
      ['siteIp', 'IP地址', 'IP address', '192.0.2.10'],
      ['operator', '网站主办者', 'Operator of the site', '某某商贸有限公司'],
      FACTS,
      ['legalBasis', '法律依据', 'Legal basis', '《中华人民共和国电子商务法》第十三条'],
      ['measure', '措施', 'Measure asked for', '关闭网站'],
    ],
  ),
  kind(
    'problem_push_letter',
    ['问题经营主体推送函', 'Push of problem operators', '推送'],
    [
      ['period', '报送期', 'Reporting period', '2026年7月'],
      ['count', '户数', 'Number of operators', '12'],
      ['summary', '问题概况', 'Summary', '已注销7户\n名称与统一社会信用代码不符5户', 'list'],
      ['answerDueOn', '反馈期限', 'Answer due on', '2026年8月15日'],
    ],
  ),
]

const byKey = new Map(BUILT_IN_TEMPLATES.map((one) => [one.key, one]))
export const findKind = (key: string): LetterKind | undefined => byKey.get(key)

const texts = new Map<string, string>()
/** The text that ships with the product, version 0. */
export const builtInText = (key: string): string => {
  const known = texts.get(key)
  if (known !== undefined) return known
  const text = readFileSync(new URL(`templates/${key.replaceAll('_', '-')}.txt`, import.meta.url), 'utf8')
  texts.set(key, text)
  return text
}
