import { VALUE36 } from './code-tables.ts'
import { FOLD_NOTE } from './fold-table.ts'
import { packCode } from './pack-code.ts'
import { checkRegNo } from './reg-no.ts'
import { normaliseCode } from './uscc.ts'

/** What a code cell holds. */
export const IDENTIFIER = { none: 0, code: 1, regNo: 2, other: 3 } as const

/** The identifier last read; `packed` holds the words of a code. */
export const identifier = {
  kind: IDENTIFIER.none as number,
  /** NOTE bits of the cell's form */
  notes: 0,
  /** a 15-digit registration number as a number */
  regNo: 0,
  regNoValid: false,
  /** normalised text, only for cells that are no 18-character code */
  text: '',
}

/** Reads the code cell `from`–`to`: an 18-character code in plain form costs no string. */
export function readIdentifier(bytes: Uint8Array, from: number, to: number): number {
  if (to === from) return setKind(IDENTIFIER.none, 0)
  if (to - from === 18 && packCode(bytes, from)) return setKind(IDENTIFIER.code, 0)
  return readIrregular(bytes, from, to)
}

const scratch = new Uint8Array(18)

/** Longest code cell looked at, in bytes; the contract allows 64 characters. */
const LONGEST = 400

function readIrregular(bytes: Uint8Array, from: number, to: number): number {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to - from, LONGEST)).toString()
  let notes = 0
  for (let i = 0; i < raw.length; i++) notes |= FOLD_NOTE[raw.charCodeAt(i)]!
  const text = normaliseCode(raw)
  if (isBlankCode(text)) return setKind(IDENTIFIER.none, 0)
  identifier.text = text
  if (text.length === 15 && /^\d{15}$/.test(text)) {
    identifier.regNo = Number(text)
    identifier.regNoValid = checkRegNo(text)
    return setKind(IDENTIFIER.regNo, notes)
  }
  if (text.length !== 18) return setKind(IDENTIFIER.other, notes)
  for (let i = 0; i < 18; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 127 || VALUE36[unit]! < 0) return setKind(IDENTIFIER.other, notes)
    scratch[i] = unit
  }
  packCode(scratch, 0)
  return setKind(IDENTIFIER.code, notes)
}

function setKind(kind: number, notes: number): number {
  identifier.kind = kind
  identifier.notes = notes
  return kind
}

/** A cell that says there is no code. */
export const isBlankCode = (normalised: string): boolean =>
  /^([-/.]*|0+|N\/?A|NULL|NONE|NIL|无|暂无|没有|未办理|未登记|无需登记|无证|无照)$/.test(normalised)
