/**
 * The place in the form that a fault of the server means.
 * @example placeOfPointer('/form/officers/1/licence') // 'officers.1.licence'
 */
export const placeOfPointer = (pointer: string): string => {
  const path = pointer.split('/').filter((step, i) => step !== '' && !(i <= 1 && step === 'form'))
  return path.join('.') || 'platformId'
}

const CONTROLS = 'input:not([type=file]):not([disabled]), textarea, button'

/** Brings a field into sight and puts the cursor there; of a list the row that is meant. */
export const focusField = (form: HTMLElement | null, place: string): void => {
  requestAnimationFrame(() => {
    const [field = '', row] = place.split('.')
    const named = form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)
    const part =
      named?.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`) ??
      (row ? named?.querySelector<HTMLElement>(`[data-place="${CSS.escape(`${field}.${row}`)}"]`) : null) ??
      named
    // Of a list the first input that faults are about, not the choice of its kind.
    const control = part?.matches(CONTROLS)
      ? part
      : (part?.querySelector<HTMLElement>('input[data-place]') ?? part?.querySelector<HTMLElement>(CONTROLS))
    part?.scrollIntoView({ block: 'center' })
    control?.focus({ preventScroll: true })
  })
}
