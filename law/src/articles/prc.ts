import type { Article } from './article.ts'

const prc = { instrument: 'PRC', from: '2022-07-01', to: null, confidence: 'read', source: 'statute text' } as const

/** Provisions on Price Marking and Price Fraud, order 56: quoted word for word. */
export const PRC_ARTICLES: readonly Article[] = [
  {
    ...prc,
    article: 16,
    paragraph: 2,
    text: '经营者未标明被比较价格的详细信息的，被比较价格应当不高于该经营者在同一经营场所进行价格比较前七日内的最低成交价格；前七日内没有交易的，应当不高于本次价格比较前最后一次交易价格。',
    gist: 'A compared price is at most the lowest deal of the previous seven days, else the last deal',
  },
  {
    ...prc,
    article: 24,
    text: '交易场所提供者违反本规定第四条第二款、第三款，法律、行政法规有规定的，依照其规定；法律、行政法规没有规定的，由县级以上市场监督管理部门责令改正，可以处三万元以下罚款；情节严重的，处三万元以上十万元以下罚款。',
    gist: 'Duties of a place of trade not met: up to 30,000 yuan, serious up to 100,000',
  },
  {
    ...prc,
    article: 25,
    text: '交易场所提供者提供的标价模板不符合本规定的，由县级以上市场监督管理部门责令改正，可以处三万元以下罚款；情节严重的，处三万元以上十万元以下罚款。',
    gist: 'Price templates against the rules: up to 30,000 yuan, serious up to 100,000',
  },
]
