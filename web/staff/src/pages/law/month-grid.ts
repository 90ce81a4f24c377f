/**
 * Weeks of a month from Monday to Sunday, '' where the week belongs to another month.
 * @example monthGrid(2026, 2)[0] // ['', '', '', '', '', '', '2026-02-01']
 */
export function monthGrid(year: number, month: number): string[][] {
  const first = new Date(Date.UTC(year, month - 1, 1))
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const lead = (first.getUTCDay() + 6) % 7
  const stem = `${year}-${String(month).padStart(2, '0')}`
  const cells = Array.from({ length: Math.ceil((lead + days) / 7) * 7 }, (_, i) => {
    const day = i - lead + 1
    return day >= 1 && day <= days ? `${stem}-${String(day).padStart(2, '0')}` : ''
  })
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}
