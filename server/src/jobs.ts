import { accountsJobs } from './modules/accounts/index.ts'
import { assistanceJobs } from './modules/assistance/index.ts'
import { bagsJobs } from './modules/bags/index.ts'
import { batchChunkJob, batchReadJob } from './modules/batches/index.ts'
import { evidenceJobs } from './modules/evidence/index.ts'
import { exchangeJobs } from './modules/exchange/index.ts'
import { ledgerJobs } from './modules/ledger/index.ts'
import { mattersJobs } from './modules/matters/index.ts'
import { periodsJobs } from './modules/periods/index.ts'
import { registerImportJob } from './modules/registers/index.ts'
import { sandboxJobs } from './modules/sandbox/index.ts'
import { transfersJobs } from './modules/transfers/index.ts'
import type { Job } from './platform/jobs.ts'
import type { Platform } from './platform/platform.ts'

/** Every kind of background work a worker takes on. */
export const allJobs = (platform: Platform): Job<never>[] =>
  [
    registerImportJob(platform),
    batchReadJob(platform),
    batchChunkJob(platform),
    ...accountsJobs(platform),
    ...assistanceJobs(platform),
    ...bagsJobs(platform),
    ...evidenceJobs(platform),
    ...exchangeJobs(platform),
    ...ledgerJobs(platform),
    ...periodsJobs(platform),
    ...sandboxJobs(platform),
    ...transfersJobs(platform),
    ...mattersJobs(platform),
  ] as Job<never>[]
