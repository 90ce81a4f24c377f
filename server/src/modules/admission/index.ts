export { admissionRoutes } from './admission.routes.ts'
