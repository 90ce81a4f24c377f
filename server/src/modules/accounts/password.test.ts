import { argon2idAsync } from '@noble/hashes/argon2.js'
import { describe, expect, it } from 'vitest'
import { hashPassword, isOutdated, isWeakPassword, verifyPassword } from './password.ts'

describe('password hashes', () => {
  it('are argon2id with the OWASP parameters, salted, and prove their password only', async () => {
    const hash = await hashPassword('红桥下的第七只鹭')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await hashPassword('红桥下的第七只鹭')).not.toBe(hash)
    expect(await verifyPassword(hash, '红桥下的第七只鹭')).toBe(true)
    expect(await verifyPassword(hash, '红桥下的第八只鹭')).toBe(false)
    expect(isOutdated(hash)).toBe(false)
    expect(isOutdated(hash.replace('t=2', 't=1'))).toBe(true)
  })

  it('are the same in JavaScript, for a Node without argon2', async () => {
    const hash = await hashPassword('crossing the red bridge')
    const [nonce, key] = hash
      .split('$')
      .slice(-2)
      .map((part) => Buffer.from(part ?? '', 'base64'))
    const slow = await argon2idAsync('crossing the red bridge', nonce as Buffer, { m: 19_456, t: 2, p: 1, dkLen: 32 })
    expect(Buffer.from(slow).equals(key as Buffer)).toBe(true)
  })

  it('see full-width and half-width input methods as one', async () => {
    expect(await verifyPassword(await hashPassword('ｈｏｎｇ-qiao-2026!'), 'hong-qiao-2026!')).toBe(true)
  })

  it('take as long for nobody, and never let nobody in', async () => {
    expect(await verifyPassword(undefined, '')).toBe(false)
    const time = async (hash: string | undefined): Promise<number> => {
      const times: number[] = []
      for (let i = 0; i < 5; i++) {
        const start = performance.now()
        await verifyPassword(hash, 'some password')
        times.push(performance.now() - start)
      }
      return Math.min(...times)
    }
    const known = await time(await hashPassword('another one'))
    const unknown = await time(undefined)
    expect(unknown).toBeGreaterThan(known / 3)
    expect(unknown).toBeLessThan(known * 3)
  })
})

describe('password rules', () => {
  it.each([
    ['too short', 'Xk4-t9qzW'],
    ['common', 'qwertyuiop'],
    ['common in capitals', '1QAZ2WSX3EDC'],
    ['common with signs between', 'woaini-1314-520'],
    ['a word with digits around', '2024password2025!!'],
    ['a run', '0123456789'],
    ['a run backwards', 'zyxwvutsrqp'],
    ['few characters', '1212121212131'],
    ['the login', 'li.wei-2026-07'],
  ])('refuse what is %s', (_, password) => expect(isWeakPassword(password, 'li.wei')).toBe(true))

  it.each(['红桥下的第七只鹭飞走了', 'correct horse battery', 'Xk4-t9qzW7', 'passwordless-bridge-heron'])(
    'accept %s',
    (password) => expect(isWeakPassword(password, 'li.wei')).toBe(false),
  )
})
