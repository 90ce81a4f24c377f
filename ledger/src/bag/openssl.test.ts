import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { utf8 } from '../bytes.ts'
import { parseNote } from '../note.ts'
import { makeBag, makeContents, makeLog, makeParts, sealed } from '../testing/make-bag.ts'
import { makeAuthority, openssl, opensslMissing } from '../testing/openssl.ts'
import { certificatesOfPem, timeStampRequest, tokenOfResponse } from '../timestamp.ts'
import { fingerprintOf } from './spki.ts'
import { verifyBag } from './verify.ts'
import { readZip } from './zip.ts'

// What a person without any program of ours can verify.

const bag = makeBag()

describe.skipIf(opensslMissing)('with openssl', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bag-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  const unpack = (bytes: Uint8Array, into: string): string => {
    const at = join(dir, into)
    for (const { name, bytes: content } of readZip(bytes)) {
      mkdirSync(dirname(join(at, name)), { recursive: true })
      writeFileSync(join(at, name), content)
    }
    return at
  }
  const run = (at: string) => spawnSync('sh', ['核验.sh'], { cwd: at, encoding: 'utf8' })

  test('alone the script in the bag verifies it, and names what was changed', { timeout: 60_000 }, () => {
    const at = unpack(bag.bytes, 'good')
    const good = run(at)
    expect([good.status, good.stdout.includes('FAILED'), good.stderr]).toEqual([0, false, ''])
    for (const { key } of bag.log.pinned) expect(good.stdout).toContain(fingerprintOf(key))
    for (const name of [
      'items/evi_2/聊天记录.txt',
      'records/matter.json',
      'manifest.json',
      'openssl/anchor.json',
      'openssl/checkpoint.txt',
      'openssl/checkpoint.sm2.sig',
      'openssl/checkpoint.ed25519.sig',
      'openssl/anchor.sm3.path',
      '目录.html',
      'exchange/001-message.txt',
      'exchange/001-message.sig',
      'exchange/002-message-request.txt',
      'exchange/001-receipt.pem',
    ]) {
      const path = join(at, name)
      const before = readFileSync(path)
      const changed = Buffer.from(before)
      changed[changed.length >> 1] = (changed[changed.length >> 1] as number) ^ 2
      writeFileSync(path, changed)
      const bad = run(at)
      expect([bad.status, bad.stdout.includes('FAILED')], name).toEqual([1, true])
      writeFileSync(path, before)
    }
    expect(run(at).status).toBe(0)
  })

  test('the time-stamp of a bag is verified by us and by openssl', async () => {
    const authority = makeAuthority(dir)
    const log = makeLog()
    const made = makeContents(log, bag.items)
    const nonce = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
    const certificate = certificatesOfPem(readFileSync(join(dir, 'ca.pem'), 'utf8'))
    const parts = makeParts(
      log,
      { ...made, items: bag.items },
      {
        authorities: certificate,
        get checkpoints() {
          const note = log.head()
          const bytes = utf8(parseNote(note)?.text ?? '')
          const token = tokenOfResponse(
            authority.answer(timeStampRequest(bytes, { algorithm: 'sha256', nonce })),
            nonce,
          )
          return [{ size: log.size(), note, token, consistency: null }]
        },
      },
    )
    const report = await verifyBag(sealed(parts))
    expect(report.ok).toBe(true)
    expect(report.timeStamps).toMatchObject([{ size: log.size(), authority: expect.stringContaining('Test TSA') }])
    const other = certificatesOfPem(readFileSync(join(dir, 'other-ca.pem'), 'utf8'))
    const distrusted = await verifyBag(sealed(parts), { trustedAuthorities: other })
    expect(distrusted.checks.find(({ state }) => state === 'failed')?.id).toBe('timestamps')
    const at = unpack(sealed(parts), 'stamped')
    const token = join(at, `ledger/timestamp-${log.size()}.tsr`)
    const text = join(at, 'openssl/checkpoint.txt')
    expect(
      openssl('ts', '-verify', '-token_in', '-in', token, '-data', text, '-CAfile', join(dir, 'ca.pem')).toString(),
    ).toMatch(/OK/)
  })
})
