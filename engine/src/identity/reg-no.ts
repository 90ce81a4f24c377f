/**
 * 15-digit registration numbers (工商注册号), the identifier before 2015: six digits of the registration authority,
 * eight of sequence, one ISO 7064 MOD 11,10 check digit. Still met in reports; accepted as an older identifier.
 *
 * @example checkRegNo('110108000000016') // true
 */
export function checkRegNo(text: string): boolean {
  if (!/^\d{15}$/.test(text)) return false
  let p = 10
  for (let i = 0; i < 14; i++) {
    const sum = (p + text.charCodeAt(i) - 48) % 10
    p = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (p + text.charCodeAt(14) - 48) % 10 === 1
}
