import { diffChars } from '@redbridge/engine/identity'

/** A place where two spellings really differ: position in the reported text (from 1), and both runs ('' where one lacks). */
export interface NameChange {
  readonly at: number
  readonly reported: string
  readonly registered: string
}

interface Cell {
  readonly char: string
  readonly paired: boolean
  readonly changed: boolean
}

/** Spans as single characters. Differences of form that fold to nothing (a space) have no counterpart: they are left out. */
const cellsOf = (spans: readonly { text: string; kind: 'same' | 'form' | 'changed' }[]): (Cell & { at: number })[] => {
  let at = 0
  return spans.flatMap(({ text, kind }) =>
    [...text].map((char) => ({ char, paired: kind !== 'changed', changed: kind === 'changed', at: ++at })),
  )
}

/**
 * Where a reported name differs from the registered one, run by run.
 * @example nameChanges('北京衡生商贸', '北京恒生商贸') // [{ at: 3, reported: '衡', registered: '恒' }]
 */
export const nameChanges = (reported: string, registered: string): NameChange[] => {
  const spans = diffChars(reported, registered)
  const isBlank = (char: string): boolean => /[\s\p{Cf}]/u.test(char)
  const left = cellsOf(spans.reported).filter((cell) => cell.changed || !isBlank(cell.char))
  const right = cellsOf(spans.registered).filter((cell) => cell.changed || !isBlank(cell.char))
  const changes: NameChange[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const at = left[i]?.at ?? [...reported].length + 1
    let a = ''
    let b = ''
    while (left[i]?.changed) a += left[i++]?.char
    while (right[j]?.changed) b += right[j++]?.char
    if (a || b) changes.push({ at, reported: a, registered: b })
    i++
    j++
  }
  return changes
}

const quote = (text: string): string => `“${text}”`

/** One difference in plain words, Chinese and English. */
export const describeChange = (change: NameChange): { zh: string; en: string } => {
  const length = [...change.reported].length
  const zhPlace = length > 1 ? `第 ${change.at}–${change.at + length - 1} 字` : `第 ${change.at} 字`
  const enPlace = length > 1 ? `characters ${change.at}–${change.at + length - 1}` : `character ${change.at}`
  if (change.reported === '')
    return {
      zh: `第 ${change.at} 字前缺${quote(change.registered)}`,
      en: `${quote(change.registered)} missing before character ${change.at}`,
    }
  if (change.registered === '')
    return { zh: `${zhPlace}多出${quote(change.reported)}`, en: `${enPlace}: ${quote(change.reported)} not registered` }
  return {
    zh: `${zhPlace}：${quote(change.reported)}应为${quote(change.registered)}`,
    en: `${enPlace}: ${quote(change.reported)} should be ${quote(change.registered)}`,
  }
}
