import type { LawProvision } from '@redbridge/contract'
import { ARTICLES, type Article, citeEn, citeZh, findArticle, holdsOn } from '@redbridge/law'
import { dayOf } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/platform.ts'

const MOST = 30

const citationOf = ({ instrument, article, paragraph, item }: Article): string =>
  `${instrument} ${article}${paragraph ? `(${paragraph})` : ''}${item ? `(${item})` : ''}`

/** Provisions in force today that a form may cite, by words of the instrument, the number or the text. */
export const findProvisions = ({ platform }: Ctx, q: string): LawProvision[] => {
  const today = dayOf(platform.clock.now())
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return ARTICLES.filter((article) => holdsOn(article, today))
    .map((article) => {
      const citation = citationOf(article)
      const text = article.text ?? null
      return { citation, zh: citeZh(citation, today), en: citeEn(citation, today), text, gist: article.gist }
    })
    .filter(({ citation }) => findArticle(citation, today))
    .filter(({ citation, zh, en, text, gist }) => {
      const all = `${citation} ${zh} ${en} ${text ?? ''} ${gist}`.toLowerCase()
      return words.every((word) => all.includes(word))
    })
    .slice(0, MOST)
}
