import { type FormValues, type RequestFault, RequestForm } from '@redbridge/contract'
import type { RequestDraft } from '@redbridge/law'

const Draft = RequestForm.partial()

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Without what says nothing, in rows too: a form may send nulls for what it left open. */
const dropEmpty = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, one]) => !isNothing(one))
          .map(([key, one]) => [key, Array.isArray(one) ? one.map(dropEmpty) : one]),
      )
    : value

/**
 * A request as far as it is filled in, from what the kernel keeps; `faults` where it is not of the shape that the API
 * has (the kernel's forms are a little wider), so that nothing is sent that a client could not read.
 */
export const readDraft = (form: FormValues): { draft: RequestDraft; faults: RequestFault[] } => {
  const parsed = Draft.safeParse(dropEmpty(form))
  if (parsed.success) return { draft: parsed.data, faults: [] }
  return {
    draft: {},
    faults: parsed.error.issues.map((issue) => ({
      rule: 'form_shape',
      pointer: `/form/${issue.path.join('/')}`,
      zh: '内容不符合格式要求',
      en: issue.message,
      basis: null,
      blocking: true,
    })),
  }
}
