import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { method, words } from '../../../staff/src/pages/service-levels/words.ts'

const page = readFileSync(new URL('../../service-levels.html', import.meta.url), 'utf8').replaceAll('&amp;', '&')

test('the page says without a script what the staff page says', () => {
  for (const { zh, en } of [
    ...Object.values(method),
    words.title,
    words.intro,
    words.method,
    words.data,
    words.dataText,
  ])
    for (const text of [zh, en]) expect(page).toContain(text)
})
