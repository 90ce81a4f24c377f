import { NORMALISATION_NOTES, type NormalisationNote } from '@redbridge/contract'
import { FOLD, FOLD_NOTE } from './fold-table.ts'

/**
 * A name in the form it is compared in: half width, simplified, capitals, one kind of bracket, no spaces, no invisible
 * characters. Characters outside the basic plane stay as they are.
 *
 * @example foldName('騰訊科技（深圳） 有限公司') // '腾讯科技(深圳)有限公司'
 */
export function foldName(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const folded = FOLD[text.charCodeAt(i)]!
    if (folded !== 0) out += String.fromCharCode(folded)
  }
  return out
}

/**
 * Which differences of form lie between two spellings of one name; empty when they are the same text or differ in
 * substance (compare `foldName` of both for that). With one argument: what folding changes about it.
 *
 * @example normalisationNotes('上海ＡＢＣ(集团)', '上海ABC（集团）') // ['full_width', 'brackets']
 */
export function normalisationNotes(raw: string, other = foldName(raw)): NormalisationNote[] {
  let bits = 0
  let i = 0
  let j = 0
  for (;;) {
    let droppedLeft = 0
    let droppedRight = 0
    while (i < raw.length && FOLD[raw.charCodeAt(i)] === 0) droppedLeft |= FOLD_NOTE[raw.charCodeAt(i++)]!
    while (j < other.length && FOLD[other.charCodeAt(j)] === 0) droppedRight |= FOLD_NOTE[other.charCodeAt(j++)]!
    bits |= droppedLeft ^ droppedRight
    if (i >= raw.length || j >= other.length) break
    bits |= unitNote(raw.charCodeAt(i++), other.charCodeAt(j++))
  }
  return notesOf(bits)
}

/** NOTE bits of the difference between two units that fold alike. */
export function unitNote(left: number, right: number): number {
  if (left === right) return 0
  const a = FOLD_NOTE[left]!
  const b = FOLD_NOTE[right]!
  return a ^ b || a
}

/** The notes a bit mask stands for, in contract order. */
export const notesOf = (bits: number): NormalisationNote[] => NORMALISATION_NOTES.filter((_, i) => bits & (1 << i))

/** True for a name that says nothing: empty, `***`, 无, N/A … as registers hold for many individual businesses. */
export const isPlaceholder = (folded: string): boolean =>
  /^([*·\-/.,_]*|无|暂无|无名称|无字号|无字号名称|空|NULL|NONE|N\/?A|NIL)$/.test(folded)
