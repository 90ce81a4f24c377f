import { describe, expect, it } from 'vitest'
import { fillWord, type Word } from './define-words.ts'

const modules = import.meta.glob<Record<string, Record<string, Word>>>('../**/*words.ts', { eager: true })
const all: [file: string, key: string, word: Word][] = []
for (const [file, module] of Object.entries(modules))
  for (const dictionary of Object.values(module))
    if (typeof dictionary === 'object')
      for (const [key, word] of Object.entries(dictionary)) if ('zh' in word) all.push([file, key, word])

const places = (text: string) => [...new Set([...text.matchAll(/\{([a-zA-Z]+)/g)].map((m) => m[1]))].sort()

describe('words of the screens', () => {
  it('are found', () => expect(all.length).toBeGreaterThan(100))

  it('are complete in both languages, with the same places', () => {
    for (const [file, key, word] of all) {
      expect(word.zh.trim(), `${file} ${key}`).not.toBe('')
      expect(word.en.trim(), `${file} ${key}`).not.toBe('')
      expect(places(word.en), `${file} ${key}`).toEqual(places(word.zh))
    }
  })

  it('hold no Chinese in English, but for names of things that have no other name', () => {
    const allowed = /红桥|中文/g
    for (const [file, key, word] of all)
      expect(word.en.replaceAll(allowed, ''), `${file} ${key}`).not.toMatch(/[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/)
  })

  it('fill their places, numbers grouped, plurals by number', () => {
    expect(fillWord('共 {n} 项', { n: 12345 })).toBe('共 12,345 项')
    expect(fillWord('{n} {n|row|rows}', { n: 1 })).toBe('1 row')
    expect(fillWord('{n} {n|row|rows}', { n: 0 })).toBe('0 rows')
    expect(fillWord('{a} of {b}', { a: 'x', b: 2 })).toBe('x of 2')
  })
})
