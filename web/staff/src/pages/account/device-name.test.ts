import { describe, expect, it } from 'vitest'
import { deviceName } from './device-name.ts'

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36'
const cases: [userAgent: string, name: string][] = [
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Chrome · Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/139.0.0.0`, 'Edge · Windows'],
  [`Mozilla/5.0 (Linux; Android 15; V2309A) ${CHROME} MicroMessenger/8.0.5`, 'WeChat · Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari · iPhone',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['', '—'],
]
describe('the name of a device', () => {
  it.each(cases)('%s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name))
})
