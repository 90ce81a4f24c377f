import type { Lang } from './lang.ts'
import { count } from './lang.ts'

export interface ProgressTarget {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export interface Progress {
  /** `fraction`: 0 to 1, undefined where it is not known */
  show(label: string, rows: number, fraction?: number): void
  /** ends the line of the running step */
  done(): void
}

const WORDS = {
  zh: { rows: '行', rate: '行/秒', left: '剩余' },
  en: { rows: 'rows', rate: 'rows/s', left: 'left' },
} as const

/** Rows, rate and time left on stderr: one line rewritten on a terminal, a line every few seconds elsewhere. */
export const createProgress = (
  target: ProgressTarget,
  lang: Lang,
  { now = () => performance.now(), quiet = false } = {},
): Progress => {
  const every = target.isTTY ? 100 : 5_000
  const words = WORDS[lang]
  let step = ''
  let started = 0
  let last = 0
  let open = false
  const done = () => {
    if (open) target.write('\n')
    open = false
  }
  return {
    show(label, rows, fraction) {
      if (quiet) return
      const at = now()
      if (label !== step) {
        done()
        step = label
        started = at
        last = at
      }
      const seconds = (at - started) / 1000
      if (at - last < every && !(fraction === 1 && open)) return
      last = at
      const rate = seconds > 0 ? Math.round(rows / seconds) : 0
      const left =
        fraction && fraction > 0.01 && fraction < 1
          ? ` · ${words.left} ${clock((seconds / fraction) * (1 - fraction))}`
          : ''
      const percent = fraction === undefined ? '' : `${Math.floor(fraction * 100)}% · `
      const line = `${label}  ${percent}${count(rows)} ${words.rows} · ${count(rate)} ${words.rate}${left}`
      target.write(target.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
      open = target.isTTY === true
    },
    done,
  }
}

const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
