import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { makeAuthority, openssl, opensslMissing } from './testing/openssl.ts'
import { certificatesOfPem, timeStampRequest, tokenOfResponse, verifyTimeStamp } from './timestamp.ts'

const text = utf8('bridge.example/ledger\n12\n…\n')
const nonce = new Uint8Array([200, 2, 3, 4, 5, 6, 7, 8])

describe.skipIf(opensslMissing)('RFC 3161 with openssl ts', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tsa-'))
  const file = (name: string): string => join(dir, name)
  let authority: ReturnType<typeof makeAuthority>
  beforeAll(() => {
    authority = makeAuthority(dir)
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const trusted = (name: string): Uint8Array[] => certificatesOfPem(readFileSync(file(name), 'utf8'))

  for (const algorithm of ['sha256', 'sm3'] as const)
    test(`a token over ${algorithm} is asked for, granted, and holds for this text alone`, async () => {
      const token = tokenOfResponse(authority.answer(timeStampRequest(text, { algorithm, nonce })), nonce) as Uint8Array
      const report = await verifyTimeStamp(token, { bytes: text, certificates: trusted('ca.pem') })
      expect(report).toMatchObject({ ok: true, algorithm, authority: expect.stringContaining('Test TSA') })
      expect(report.ok && Math.abs(report.at.getTime() - Date.now())).toBeLessThan(60_000)
      const direct = await verifyTimeStamp(token, { bytes: text, certificates: trusted('tsa.pem') })
      expect(direct.ok).toBe(true)
      const faultWith = async (trust: { bytes: Uint8Array; certificates: Uint8Array[] }) => {
        const answer = await verifyTimeStamp(token, trust)
        return answer.ok ? 'none' : answer.fault
      }
      expect(await faultWith({ bytes: utf8('another'), certificates: trusted('ca.pem') })).toBe('other_imprint')
      expect(await faultWith({ bytes: text, certificates: trusted('other-ca.pem') })).toBe('untrusted_authority')
      expect(await faultWith({ bytes: text, certificates: [] })).toBe('untrusted_authority')
    })

  test('openssl verifies the token that we took out of the answer, and the request that we made', () => {
    const request = timeStampRequest(text, { algorithm: 'sha256', nonce })
    const token = tokenOfResponse(authority.answer(request), nonce) as Uint8Array
    writeFileSync(file('token'), token)
    writeFileSync(file('text'), text)
    writeFileSync(file('request'), request)
    const done = openssl(
      'ts',
      '-verify',
      '-data',
      file('text'),
      '-in',
      file('token'),
      '-token_in',
      '-CAfile',
      file('ca.pem'),
    )
    expect(done.toString()).toMatch(/OK/)
    expect(openssl('ts', '-query', '-in', file('request'), '-text').toString()).toMatch(/Certificate required: yes/)
  })

  test('a token with any byte changed does not hold, or says the same: what no signature covers claims nothing', async () => {
    const token = tokenOfResponse(authority.answer(timeStampRequest(text, { algorithm: 'sha256', nonce })), nonce)
    const bytes = token as Uint8Array
    const trust = { bytes: text, certificates: trusted('ca.pem') }
    const right = await verifyTimeStamp(bytes, trust)
    let refused = 0
    for (let at = 0; at < bytes.length; at += 3) {
      const report = await verifyTimeStamp(
        bytes.map((byte, i) => (i === at ? byte ^ 4 : byte)),
        trust,
      )
      if (report.ok) expect(report, `at ${at}`).toEqual(right)
      else refused++
    }
    expect(refused).toBeGreaterThan((bytes.length / 3) * 0.9)
  })

  test('an answer to another request, a refusal and rubbish give no token', () => {
    const answer = authority.answer(timeStampRequest(text, { algorithm: 'sha256', nonce }))
    expect(tokenOfResponse(answer, new Uint8Array(8).fill(9))).toBeNull()
    expect(tokenOfResponse(new Uint8Array([0x30, 3, 2, 1, 2]), nonce)).toBeNull()
    expect(tokenOfResponse(utf8('<html>'), nonce)).toBeNull()
  })

  test('a certificate for another purpose does not stamp', async () => {
    const forged = authority.answerAs('web', timeStampRequest(text, { algorithm: 'sha256', nonce }))
    if (!forged) return // this openssl refuses to stamp with it: nothing to refuse
    const token = tokenOfResponse(forged, nonce) as Uint8Array
    const report = await verifyTimeStamp(token, { bytes: text, certificates: trusted('ca.pem') })
    expect(report).toEqual({ ok: false, fault: 'not_for_time_stamping' })
  })

  test('what is no token says so', async () => {
    for (const bytes of [new Uint8Array(0), utf8('x'), new Uint8Array([0x30, 0x80, 0, 0])])
      expect(await verifyTimeStamp(bytes, { bytes: text, certificates: [] })).toEqual({
        ok: false,
        fault: 'not_a_token',
      })
  })
})
