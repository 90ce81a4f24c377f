import type { AdmissionAnswer, AdmissionCheck } from '@redbridge/contract'
import type { z } from 'zod'
import { api } from '../../../lib/api.ts'

export type Checked = z.infer<typeof AdmissionAnswer>

export const checkOperator = (asked: AdmissionCheck): Promise<Checked> => api.post('/api/admission-checks', asked)

/** Most lines that are checked from one paste; more belongs to the API. */
export const MOST_LINES = 500

export interface PastedLine {
  /** line of the paste, from 1 */
  line: number
  asked: AdmissionCheck | null
}

const CODE = /^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s-]{15,24}$/
const HEADINGS = /^(统一社会信用代码|信用代码|代码|uscc|code)$/i

/**
 * Reads pasted lines: code, name and representative, in this or in the order name, code.
 * @example readLines('91330100MA27XLKN1T\t杭州青禾')[0].asked // { uscc: '91330100MA27XLKN1T', name: '杭州青禾' }
 */
export function readLines(text: string): PastedLine[] {
  const found: PastedLine[] = []
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue
    const cells = raw.split(/\t|,|，|;|；|\s{2,}/).map((cell) => cell.trim().replace(/^"|"$/g, ''))
    if (cells.some((cell) => HEADINGS.test(cell))) continue
    found.push({ line: i + 1, asked: readCells(cells.filter((cell, at) => cell !== '' || at < 2)) })
  }
  return found
}

function readCells([first = '', second = '', representative = '']: string[]): AdmissionCheck | null {
  const turned = !CODE.test(first) && CODE.test(second)
  const [uscc, name] = turned ? [second, first] : [first, second]
  if (!uscc || !name) return null
  return { uscc, name, ...(representative ? { representative } : {}) }
}

/** Runs checks a few at a time, in order, until all are done or it is broken off. */
export async function checkAll(
  lines: readonly PastedLine[],
  signal: AbortSignal,
  onAnswer: (at: number, answer: Checked | Error) => void,
): Promise<void> {
  let next = 0
  const work = async () => {
    while (next < lines.length && !signal.aborted) {
      const at = next++
      const asked = lines[at]?.asked
      if (!asked) continue
      onAnswer(at, await checkOperator(asked).catch((error: unknown) => error as Error))
    }
  }
  await Promise.all([work(), work(), work(), work()])
}
