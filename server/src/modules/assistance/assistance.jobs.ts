import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'

export const assistanceJobs = (_platform: Platform): Job<object>[] => []
