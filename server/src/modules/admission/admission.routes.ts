import { AdmissionAnswer, AdmissionCheck } from '@redbridge/contract'
import { type Route, route } from '../../platform/http/route.ts'
import { check } from './admission.service.ts'

export const admissionRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/admission-checks',
    summary: 'Is this operator real, consistent and in good standing? Answered in real time from the register',
    permission: 'admission.check',
    body: AdmissionCheck,
    response: AdmissionAnswer,
    handle: ({ ctx, body }) => check(ctx, body),
  }),
]
