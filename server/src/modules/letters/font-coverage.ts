import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { LetterContent, MissingCharacter } from '@redbridge/contract'

// The typeface of the PDF: Noto Serif SC (SIL Open Font License). 仿宋 and 小标宋, which the standard asks for, are
// not free to distribute; the DOCX names them, and an office that has them prints from there.

const require = createRequire(import.meta.url)
const REGULAR = require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf')
const BOLD = require.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf')

let loaded: { regular: Buffer; bold: Buffer; has(code: number): boolean } | undefined
/** Read once, on the first letter. */
export const typeface = (): NonNullable<typeof loaded> => {
  if (!loaded) {
    const regular = readFileSync(REGULAR)
    loaded = { regular, bold: readFileSync(BOLD), has: coverageOf(regular) }
  }
  return loaded
}

/** Which code points a TrueType file has glyphs for: its cmap subtable of format 12 (OpenType, 'cmap'). */
const coverageOf = (font: Buffer): ((code: number) => boolean) => {
  let cmap = 0
  for (let i = 0; i < font.readUInt16BE(4); i++)
    if (font.toString('latin1', 12 + i * 16, 16 + i * 16) === 'cmap') cmap = font.readUInt32BE(12 + i * 16 + 8)
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4)
    if (font.readUInt16BE(at) !== 12) continue
    const groups = font.readUInt32BE(at + 12)
    return (code) => {
      let [low, high] = [0, groups - 1]
      while (low <= high) {
        const middle = (low + high) >> 1
        const group = at + 16 + middle * 12
        if (code < font.readUInt32BE(group)) high = middle - 1
        else if (code > font.readUInt32BE(group + 4)) low = middle + 1
        else return true
      }
      return false
    }
  }
  throw new Error('The typeface has no character map of format 12')
}

/** 下欠号: what printers set where they lack a character. */
const GETA = '〓'
/** The text as the PDF can show it. @example printable('𠮷野') // '〓野' */
export const printable = (text: string): string => {
  const { has } = typeface()
  return Array.from(text, (one) => (has(one.codePointAt(0) as number) ? one : GETA)).join('')
}

/** Characters of a letter that its PDF shows as 〓, each once, in order. */
export const missingCharacters = (content: LetterContent): MissingCharacter[] => {
  const { has } = typeface()
  const { issuer, number, title, recipient, signature, date, note, copies, blocks, attachments } = content
  const texts = [issuer, number, title, recipient, ...blocks.map((one) => one.text), ...attachments, signature, date]
  const all = new Set([...texts, note, copies].flatMap((text) => [...(text ?? '')]))
  return [...all]
    .filter((one) => !has(one.codePointAt(0) as number))
    .map((character) => ({
      character,
      code: `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
    }))
}
