import type { Article } from './article.ts'

const pub = { instrument: 'PUB', from: '2021-09-01', to: null, confidence: 'read', source: 'statute text' } as const

/** Provisions on Publishing Penalties, order 45: quoted word for word. */
export const PUB_ARTICLES: readonly Article[] = [
  {
    ...pub,
    article: 2,
    paragraph: 2,
    text: '仅受到警告行政处罚的不予公示。法律、行政法规另有规定的除外。',
    gist: 'Warnings alone are not published',
  },
  {
    ...pub,
    article: 9,
    text: '作出行政处罚决定的市场监督管理部门和行政处罚当事人登记地（住所地）在同一省、自治区、直辖市的，作出行政处罚决定的市场监督管理部门应当自作出行政处罚决定之日起二十个工作日内将行政处罚信息通过国家企业信用信息公示系统进行公示。',
    gist: 'Penalties are published within twenty working days, same province',
  },
  {
    ...pub,
    article: 10,
    text: '作出行政处罚决定的市场监督管理部门和行政处罚当事人登记地（住所地）不在同一省、自治区、直辖市的，作出行政处罚决定的市场监督管理部门应当自作出行政处罚决定之日起十个工作日内通过本省、自治区、直辖市市场监督管理部门将行政处罚信息推送至当事人登记地（住所地）市场监督管理部门，由其协助在收到行政处罚信息之日起十个工作日内将行政处罚信息通过国家企业信用信息公示系统进行公示。',
    gist: 'Penalties across provinces: pushed within ten working days, published within ten more',
  },
  {
    ...pub,
    article: 11,
    text: '行政处罚决定被依法变更、撤销、确认违法或者确认无效的，市场监督管理部门应当在三个工作日内撤回行政处罚公示信息并说明理由。',
    gist: 'Changed or revoked decisions are withdrawn within three working days, with reasons',
  },
  {
    ...pub,
    article: 13,
    paragraph: 1,
    text: '仅受到通报批评或者较低数额罚款的行政处罚信息自公示之日起届满三个月的，停止公示。其他行政处罚信息自公示之日起届满三年的，停止公示。',
    gist: 'Publication ends after three months (criticism, small fines) or three years',
  },
  {
    ...pub,
    article: 13,
    paragraph: 3,
    text: '依照法律法规被限制开展生产经营活动、限制从业超过三年的，公示期按照实际限制期限执行。',
    gist: 'Publication lasts as long as a restriction of more than three years',
  },
  {
    ...pub,
    article: 14,
    paragraph: 1,
    text: '行政处罚信息公示达到规定时限要求，且同时符合以下条件的，可以向作出行政处罚决定的市场监督管理部门申请提前停止公示：',
    gist: 'Early end of publication on application, under four conditions',
  },
  {
    ...pub,
    article: 14,
    paragraph: 3,
    text: '当事人受到责令停产停业、限制开展生产经营活动、限制从业、降低资质等级、吊销许可证件、吊销营业执照以及国家市场监督管理总局规定的其他较为严重行政处罚的，不得提前停止公示。',
    gist: 'No early end for the graver penalties',
  },
]
