import { ADL_ARTICLES } from './adl.ts'
import { APL_ARTICLES } from './apl.ts'
import type { Article } from './article.ts'
import { CRO_ARTICLES } from './cro.ts'
import { ECL_ARTICLES } from './ecl.ts'
import { PRC_ARTICLES } from './prc.ts'
import { PUB_ARTICLES } from './pub.ts'
import { UNQUOTED_ARTICLES } from './unquoted.ts'

export type { Article } from './article.ts'

/** Every provision we cite, one file an instrument; those without wording at hand stand together in `unquoted.ts`. */
export const ARTICLES: readonly Article[] = [
  ...ECL_ARTICLES,
  ...APL_ARTICLES,
  ...CRO_ARTICLES,
  ...PUB_ARTICLES,
  ...PRC_ARTICLES,
  ...ADL_ARTICLES,
  ...UNQUOTED_ARTICLES,
]
