import { describe, expect, it } from 'vitest'
import { passwordFault } from './password-fault.ts'

describe('a new password before the server is asked', () => {
  const cases: [input: [string, string, string], fault: string | null][] = [
    [['', '', ''], 'passwordMissing'],
    [['old', '', ''], 'passwordMissing'],
    [['old', '123456789', '123456789'], 'passwordShort'],
    [['old', '一二三四五六七八九十', '一二三四五六七八九'], 'repeatDiffers'],
    [['old', '一二三四五六七八九十', '一二三四五六七八九十'], null],
  ]
  it.each(cases)('%j → %s', ([password, newPassword, repeat], fault) =>
    expect(passwordFault({ password, newPassword, repeat })).toBe(fault),
  )
})
