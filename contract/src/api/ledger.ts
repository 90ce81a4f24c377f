import { z } from 'zod'
import { LEDGER_ALARMS } from '../ledger.ts'
import { Id, IsoTime, Reason } from './common.ts'

// GET /api/ledger/keys: what somebody needs who wants to verify without trusting the server.
export const LedgerKeys = z.object({
  /** name of the log; null before its first entry */
  origin: z.string().nullable(),
  /** verifier keys (c2sp.org/signed-note), with the sizes they sign: more than `after`, up to `until` */
  keys: z.array(
    z.object({
      key: z.string(),
      type: z.string(),
      /** SHA-256 of the SubjectPublicKeyInfo, hex */ fingerprint: z.string(),
      after: z.number(),
      until: z.number().nullable(),
    }),
  ),
  /** the first keys: compare them with those you noted elsewhere */
  pinned: z.array(z.string()),
  /** statements that lead from the first keys to those in force, each signed by the keys before it */
  statements: z.array(z.string()),
  witnesses: z.array(z.string()),
})
export type LedgerKeys = z.infer<typeof LedgerKeys>

const Size = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

// GET /api/ledger/checkpoint?size=
export const CheckpointQuery = z.object({ size: Size.optional() })

// GET /api/ledger/consistency?first=&second=: RFC 9162 proofs, base64
export const ConsistencyQuery = z.object({ first: Size, second: Size })
export const LedgerConsistency = z.object({
  first: z.number(),
  second: z.number(),
  sha256: z.array(z.string()),
  sm3: z.array(z.string()),
})

// GET /api/ledger/entries?subject=
export const LedgerEntriesQuery = z.object({ subject: z.string().min(1).max(200) })
export const LedgerCheckpoint = z.object({
  size: z.number(),
  at: IsoTime,
  note: z.string(),
  timeStamp: z.object({ authority: z.string(), at: IsoTime, token: z.string() }).nullable(),
})
export const LedgerProof = z.object({
  envelope: z.string(),
  leafIndex: z.number(),
  size: z.number(),
  sha256: z.array(z.string()),
  sm3: z.array(z.string()),
})
export const LedgerEntries = z.object({
  checkpoint: LedgerCheckpoint.nullable(),
  entries: z.array(
    z.object({
      id: Id,
      at: IsoTime,
      kind: z.string(),
      subject: z.string(),
      envelope: z.string(),
      /** null while the entry waits for its leaf, less than a second */
      proof: LedgerProof.nullable(),
    }),
  ),
})
export type LedgerEntries = z.infer<typeof LedgerEntries>

// POST /api/ledger/cosignatures: the checkpoint with the witness's line
export const CosignedNote = z.object({ note: z.string().min(1).max(20_000) })
export const Cosigned = z.object({ size: z.number(), witnessId: Id })

// GET/POST /api/ledger/witnesses · POST /api/ledger/witnesses/:id/revoke
export const NewLedgerWitness = z.object({
  organisationId: Id,
  /** verifier key of type 0x04 (c2sp.org/tlog-cosignature) */
  key: z.string().min(1).max(500),
})
export const LedgerWitness = z.object({ id: Id, organisationId: Id, key: z.string() })
export type LedgerWitness = z.infer<typeof LedgerWitness>

// GET /api/ledger/status
export const LedgerStatus = z.object({
  origin: z.string().nullable(),
  size: z.number(),
  checkpointAt: IsoTime.nullable(),
  waiting: z.number(),
  /** null: no authority is configured */
  authority: z
    .object({ url: z.string(), stampedAt: IsoTime.nullable(), waitingMinutes: z.number(), stopped: z.boolean() })
    .nullable(),
  witnesses: z.number(),
  openAlarms: z.number(),
  /** whether the caller's bureau operates this installation: changes keys, registers witnesses */
  mayOperate: z.boolean(),
})
export type LedgerStatus = z.infer<typeof LedgerStatus>

// GET /api/ledger/alarms · POST /api/ledger/alarms/:id/acknowledge
export const LedgerAlarm = z.object({
  id: Id,
  kind: z.enum(LEDGER_ALARMS),
  place: z.string(),
  zh: z.string(),
  en: z.string(),
  firstSeen: IsoTime,
  lastSeen: IsoTime,
  resolvedAt: IsoTime.nullable(),
  acknowledgedAt: IsoTime.nullable(),
  reason: z.string().nullable(),
})
export type LedgerAlarm = z.infer<typeof LedgerAlarm>
export const AcknowledgeAlarm = z.object({ reason: Reason })

// POST /api/ledger/keys/rotate
export const KeysRotated = z.object({ statement: z.string() })
export type KeysRotated = z.infer<typeof KeysRotated>
