import { ACTS } from './acts.ts'
import { ADDRESSES } from './addresses.ts'
import { BODIES, DIGESTS } from './bodies.ts'
import type { HostileGroup } from './case.ts'
import { KEYS, MESSAGES } from './messages.ts'
import { REQUESTS } from './requests.ts'
import { COVERING, KEYS_AND_CHANGES, TIME, WRITING } from './signatures.ts'

export const HOSTILE_GROUPS: readonly HostileGroup[] = [
  { title: 'How the signature is written', cases: WRITING },
  { title: 'What the signature covers and says', cases: COVERING },
  { title: 'Time and repetition', cases: TIME },
  { title: 'Keys, and what was changed after signing', cases: KEYS_AND_CHANGES },
  { title: 'Digest of the body', cases: DIGESTS },
  { title: 'Bodies', cases: BODIES },
  { title: 'Messages and receipts', cases: MESSAGES },
  { title: 'Keys registered and revoked', cases: KEYS },
  { title: 'Acts on others’ matters, and in others’ names', cases: ACTS },
  { title: 'Requests beyond one’s level, answers beyond the request', cases: REQUESTS },
  { title: 'Addresses of webhooks', cases: ADDRESSES },
]
