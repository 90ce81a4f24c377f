import type { Article } from './article.ts'

const adl = { instrument: 'ADL', from: '2021-04-29', to: null, confidence: 'read', source: 'statute text' } as const

/** Advertising Law: quoted word for word. */
export const ADL_ARTICLES: readonly Article[] = [
  {
    ...adl,
    article: 9,
    paragraph: 1,
    item: 3,
    text: '使用“国家级”、“最高级”、“最佳”等用语；',
    gist: 'No superlatives such as national level, highest level, best',
  },
  {
    ...adl,
    article: 55,
    paragraph: 1,
    text: '违反本法规定，发布虚假广告的，由市场监督管理部门责令停止发布广告，责令广告主在相应范围内消除影响，处广告费用三倍以上五倍以下的罚款，广告费用无法计算或者明显偏低的，处二十万元以上一百万元以下的罚款；两年内有三次以上违法行为或者有其他严重情节的，处广告费用五倍以上十倍以下的罚款，广告费用无法计算或者明显偏低的，处一百万元以上二百万元以下的罚款，可以吊销营业执照，并由广告审查机关撤销广告审查批准文件、一年内不受理其广告审查申请。',
    gist: 'False advertisements: three to five times the fee, or 200,000 to 1,000,000 yuan; repeated more',
  },
  {
    ...adl,
    article: 57,
    paragraph: 1,
    text: '有下列行为之一的，由市场监督管理部门责令停止发布广告，对广告主处二十万元以上一百万元以下的罚款，情节严重的，并可以吊销营业执照，由广告审查机关撤销广告审查批准文件、一年内不受理其广告审查申请；对广告经营者、广告发布者，由市场监督管理部门没收广告费用，处二十万元以上一百万元以下的罚款，情节严重的，并可以吊销营业执照：',
    gist: 'Forbidden content: 200,000 to 1,000,000 yuan',
  },
]
