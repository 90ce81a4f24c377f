// The only door into the sandbox: twins of platforms, and the bureau that answers them.
export { noticeSandbox, sandboxJobs } from './react.ts'
export { sandboxRoutes } from './sandbox.routes.ts'
