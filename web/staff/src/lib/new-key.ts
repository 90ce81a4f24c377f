/**
 * A key for one opening of a form: pressed twice, done once (Idempotency-Key). `crypto.randomUUID` exists only on https
 * and localhost, and a bureau's own network may serve plain http.
 */
export const newKey = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
