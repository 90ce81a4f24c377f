import hkVariants from 'opencc-js/dict/HKVariantsRev'
import tsCharacters from 'opencc-js/dict/TSCharacters'
import twVariants from 'opencc-js/dict/TWVariantsRev'

/** Bits of NORMALISATION_NOTES, in that order: what folding a character changes about it. */
export const NOTE = {
  fullWidth: 1,
  traditional: 2,
  case: 4,
  whitespace: 8,
  brackets: 16,
  invisible: 32,
  registerCodeIrregular: 64,
} as const

/** UTF-16 unit → folded unit, 0 = dropped. Traditional by character table, not by phrase: names are proper nouns. */
export const FOLD = new Uint16Array(65536)
/** UTF-16 unit → NOTE bits of what folding changes about it. */
export const FOLD_NOTE = new Uint8Array(65536)

const WHITESPACE = /[\s\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f]/
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single units are tested, never sequences
  /[\u0000\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/
const OPENING = '(（[［【〔〖{｛〈《﹙﹝'
const CLOSING = ')）]］】〕〗}｝〉》﹚﹞'
const PUNCTUATION: Readonly<Record<string, string>> = {
  '•': '·',
  '‧': '·',
  '・': '·',
  '･': '·',
  '∙': '·',
  '⋅': '·',
  '●': '·',
  '—': '-',
  '–': '-',
  '―': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '、': ',',
  '。': '.',
}

const pairs = (dictionary: string): Map<string, string> => {
  const map = new Map<string, string>()
  for (const pair of dictionary.split('|')) {
    const [from, to] = pair.split(' ')
    if (from?.length === 1 && to?.length === 1) map.set(from, to)
  }
  return map
}

function build(): void {
  const simplified = pairs(tsCharacters)
  const variants = new Map([...pairs(hkVariants), ...pairs(twVariants)])
  const alreadySimple = new Set(simplified.values())
  const simplify = (c: string): string => {
    const direct = simplified.get(c)
    if (direct !== undefined) return direct
    const variant = alreadySimple.has(c) ? undefined : variants.get(c)
    return variant === undefined ? c : (simplified.get(variant) ?? variant)
  }
  for (let unit = 0; unit < 65536; unit++) foldUnit(unit, simplify)
  for (let unit = 0; unit < 65536; unit++) settle(unit)
}

function foldUnit(unit: number, simplify: (c: string) => string): void {
  FOLD[unit] = unit
  if (unit >= 0xd800 && unit <= 0xdfff) return
  const c = String.fromCharCode(unit)
  const dropped = INVISIBLE.test(c) ? NOTE.invisible : WHITESPACE.test(c) ? NOTE.whitespace : 0
  if (dropped !== 0) {
    FOLD[unit] = 0
    FOLD_NOTE[unit] = dropped
    return
  }
  const bracket = OPENING.includes(c) ? '(' : CLOSING.includes(c) ? ')' : undefined
  if (bracket !== undefined) {
    FOLD[unit] = bracket.charCodeAt(0)
    FOLD_NOTE[unit] = c === bracket ? 0 : NOTE.brackets
    return
  }
  let note = 0
  const compatible = c.normalize('NFKC')
  let folded = compatible.length === 1 ? compatible : c
  folded = PUNCTUATION[folded] ?? folded
  if (folded !== c) note |= unit >= 0xf900 && unit <= 0xfaff ? NOTE.traditional : NOTE.fullWidth
  const simple = simplify(folded)
  if (simple !== folded) note |= NOTE.traditional
  const upper = simple.toUpperCase()
  if (upper.length === 1 && upper !== simple) {
    note |= NOTE.case
    folded = upper
  } else folded = simple
  FOLD[unit] = folded.charCodeAt(0)
  FOLD_NOTE[unit] = note
}

/** What a unit folds to may fold further (a vertical brace to a brace to a bracket): folding twice must change nothing. */
function settle(unit: number): void {
  for (let to = FOLD[unit]!; FOLD[to] !== to; to = FOLD[to]!) {
    FOLD[unit] = FOLD[to]!
    FOLD_NOTE[unit]! |= FOLD_NOTE[to]!
    if (to === 0) return
  }
}

build()
