import { expect, test } from 'vitest'
import { readWebhookSettings } from './read-settings.ts'

const read = (text: string | undefined, demo = false) =>
  readWebhookSettings(
    text === undefined ? {} : { REDBRIDGE_WEBHOOK_ALLOW: text },
    demo,
    (message) => new Error(message),
  ).allow

test('ranges are taken as they are written, and nothing else', () => {
  expect(read(undefined)).toEqual([])
  expect(read('127.0.0.1/32, fd00::/8')).toEqual(['127.0.0.1/32', 'fd00::/8'])
  expect(read(undefined, true)).toEqual(['127.0.0.0/8', '::1/128'])
  for (const text of ['127.0.0.1', 'localhost/32', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/-1', '::1/129', '/8'])
    expect(() => read(text), text).toThrow('REDBRIDGE_WEBHOOK_ALLOW')
})
