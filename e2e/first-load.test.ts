import { expect, test } from 'vitest'
import { useHouse } from './support/house.ts'

// The first screen loads under 400 kB gzipped: what a desk in a county bureau waits for in the morning.
const LIMIT = 400_000
const house = useHouse()

test.each([
  ['sign-in page', null, '/'],
  ['to-do page', 'analyst', '/todo'],
] as const)('first load of the %s stays under 400 kB', async (_, login, path) => {
  const page = login ? await house.desk(login, 'about:blank') : await house.visitor()
  await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' })
  const sent: { url: string; bytes: number; encoding: string | undefined }[] = []
  page.on('requestfinished', async (request) => {
    const response = await request.response()
    const { responseBodySize, responseHeadersSize } = await request.sizes()
    sent.push({
      url: new URL(request.url()).pathname,
      bytes: responseBodySize + responseHeadersSize,
      encoding: response?.headers()['content-encoding'],
    })
  })
  await page.goto(`${house.address}${path}`, { waitUntil: 'networkidle' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  const total = sent.reduce((sum, one) => sum + one.bytes, 0)
  const files = sent.filter((one) => /\.(js|css)$/.test(one.url))
  console.log(`first load of ${path}: ${Math.round(total / 1000)} kB in ${sent.length} answers`)
  expect(files.length).toBeGreaterThan(1)
  expect(files.filter((one) => one.encoding !== 'gzip')).toEqual([])
  expect(total).toBeGreaterThan(50_000)
  expect(total).toBeLessThan(LIMIT)
})
