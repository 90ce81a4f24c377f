import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLedgerSettings } from './read-settings.ts'

const read = (env: Record<string, string>) => readLedgerSettings(env, (message) => new RangeError(message))

test('an authority is configured whole or not at all', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tsa-'))
  try {
    const [pem, empty] = [join(dir, 'a.pem'), join(dir, 'b.pem')]
    writeFileSync(pem, '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n')
    writeFileSync(empty, 'x')
    expect(read({})).toEqual({})
    const whole = { TSA_URL: 'http://tsa.example/', TSA_CERTIFICATE: pem }
    expect(read(whole).authority).toMatchObject({ imprint: 'sha256', alarmAfterMinutes: 60, stopAfterMinutes: null })
    const more = { TSA_HASH: 'sm3', TSA_ALARM_MINUTES: '5', TSA_STOP_MINUTES: '90' }
    expect(read({ ...whole, ...more }).authority).toMatchObject({
      imprint: 'sm3',
      alarmAfterMinutes: 5,
      stopAfterMinutes: 90,
      certificates: [new Uint8Array([0x30, 0])],
    })
    for (const wrong of [
      { ...whole, TSA_URL: 'tsa' },
      { TSA_URL: 'http://tsa.example/' },
      { ...whole, TSA_CERTIFICATE: empty },
      { ...whole, TSA_HASH: 'md5' },
      { ...whole, TSA_STOP_MINUTES: 'soon' },
    ])
      expect(() => read(wrong), JSON.stringify(wrong)).toThrow(RangeError)
  } finally {
    rmSync(dir, { recursive: true })
  }
})
