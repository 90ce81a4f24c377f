import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprintOf, pemOfKey } from '@redbridge/ledger'
import { makeBag, makeLog } from '@redbridge/ledger/testing/bag'
import { afterAll, describe, expect, it } from 'vitest'
import { createWorkshop, run } from './testing/run.ts'

const shop = createWorkshop()
afterAll(shop.remove)
const bag = makeBag()
const path = shop.put('证据包.zip', Buffer.from(bag.bytes))
const [ed25519, sm2] = bag.log.pinned.map(({ key }) => key)
const keyFile = shop.put('公钥.pem', pemOfKey(ed25519 as never))
const strangerFile = shop.put('别人.pem', pemOfKey(makeLog().pinned[0]?.key as never))

describe('redbridge verify', () => {
  it('accepts a bag, shows whose keys it claims, and says that this is a claim', async () => {
    const { code, out, err } = await run(['verify', path])
    expect([code, err]).toEqual([0, ''])
    for (const word of [
      '核验通过 / VERIFIED',
      '某某网店虚假宣传案',
      'as stated by the bag',
      '注意：未指定可信公钥',
      fingerprintOf(sm2 as never),
      '往来消息 / Messages: 2',
      '2026-07-10T02:00:00.000Z 发出 / sent  北京市市场监督管理局 → 拼购平台  京协〔2026〕1号 提交 / Submit',
      '2026-07-10T03:00:00.000Z 签收 / received  拼购平台',
      '接口，以自有公钥签名 / by interface, signed with its own key  公钥已于此后撤销 / key revoked later, on 2026-08-01',
    ])
      expect(out).toContain(word)
    expect(out).not.toContain('不符')
  })

  it('with a trusted key says so, and refuses a bag of another', async () => {
    const good = await run(['verify', path, '--key', keyFile])
    expect([good.code, good.out.includes('trusted by you'), good.out.includes('注意')]).toEqual([0, true, false])
    const bad = await run(['verify', path, '-k', strangerFile])
    expect([bad.code, bad.out.includes('核验不通过')]).toEqual([1, true])
    expect(bad.out).toContain(fingerprintOf(ed25519 as never))
    expect((await run(['verify', path, '-k', strangerFile, '-k', keyFile])).code).toBe(0)
  })

  it('names the place of a flipped byte, in both languages', async () => {
    const bytes = Buffer.from(bag.bytes)
    const at = bytes.indexOf('最低价保证')
    bytes[at] = (bytes[at] as number) ^ 1
    const { code, out } = await run(['verify', shop.put('改.zip', bytes)])
    expect(code).toBe(1)
    expect(out).toMatch(
      /不符 \/ FAILED {2}文件结构[^\n]*\n {6}位置 \/ place: part items\/evi_2\/聊天记录\.txt \(byte \d+\)/,
    )
    expect(out).toContain('未查 / skipped')
  })

  it('prints JSON, with the verdict as exit code', async () => {
    const { code, out } = await run(['verify', path, '--json'])
    expect([code, JSON.parse(out)]).toMatchObject([0, { ok: true, trust: 'stated', bag: { id: 'bag_1' }, entries: 20 }])
    const cut = await run(['verify', shop.put('短.zip', Buffer.from(bag.bytes.subarray(0, 100))), '--json'])
    expect([cut.code, JSON.parse(cut.out).ok, JSON.parse(cut.out).checks[0]]).toMatchObject([
      1,
      false,
      { id: 'structure', state: 'failed' },
    ])
  })

  it.each<[string, string[], string]>([
    ['no bag', ['verify'], 'redbridge verify BAG.zip'],
    ['two bags', ['verify', path, path], 'redbridge verify BAG.zip'],
    ['no such file', ['verify', 'absent.zip'], 'absent.zip'],
    ['a folder', ['verify', shop.dir], shop.dir],
    ['a key file without a key', ['verify', path, '--key', shop.put('x.txt', 'hello')], 'x.txt'],
    ['a certificate file without one', ['verify', path, '--authority', keyFile], '公钥.pem'],
    ['an unknown option', ['verify', path, '--trust-all'], '--trust-all'],
  ])('is told of %s', async (_, argv, word) => {
    const { code, out, err } = await run(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(word)
    expect(err).not.toMatch(/ at .*:\d+:\d+/)
  })

  it('as a process is done within 5 seconds, also for a large bag', () => {
    const large = makeBag([{ id: 'evi_1', name: '录像.mp4', bytes: new Uint8Array(20 << 20).fill(7) }])
    const started = performance.now()
    const done = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'main.ts'), 'verify', shop.put('大.zip', Buffer.from(large.bytes))],
      { encoding: 'utf8' },
    )
    expect([done.status, done.stderr]).toEqual([0, ''])
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('is in the help of both languages', async () => {
    for (const lang of ['zh', 'en']) expect((await run(['--help', '--lang', lang])).out).toContain('redbridge verify')
    expect(readFileSync(path).length).toBe(bag.bytes.length)
  })
})
