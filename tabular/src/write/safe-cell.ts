/** A cell of a file we write. Numbers stay numbers in XLSX; codes and everything else are text. */
export type OutCell = string | number

// A cell that starts like this is run as a formula by Excel and WPS when the file was, or becomes, CSV.
const FORMULA = /^[=+\-@\t\r]/
/** Excel's own limit; a longer text makes it "repair" the file. */
const MAX_CELL = 32_767

/**
 * Text that no spreadsheet takes for a formula: a leading apostrophe before = + - @ tab CR. Reading a corrected
 * template takes it off again.
 * @example safeText('=1+1') // → "'=1+1"
 */
export const safeText = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return safe.length > MAX_CELL ? `${safe.slice(0, MAX_CELL - 1)}…` : safe
}
