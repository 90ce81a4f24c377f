import { z } from 'zod'
import { ProcessDefinition, Text } from '../process.ts'
import { csvOf, Id, IsoDate, IsoTime, PageQuery, Reason } from './common.ts'

export const MatterParty = z.object({
  role: z.string(),
  organisationId: Id,
  name: z.string(),
  kind: z.enum(['bureau', 'platform', 'partner']),
})
export type MatterParty = z.infer<typeof MatterParty>

/** A running or ended statutory clock 期限 of a matter. */
export const MatterClock = z.object({
  id: z.string(),
  text: Text,
  state: z.enum(['running', 'paused', 'stopped']),
  owedBy: z.string(),
  startedOn: IsoDate,
  dueOn: IsoDate,
  stoppedOn: IsoDate.nullable(),
  /** past its last day: while it runs, or when it was stopped too late */
  late: z.boolean(),
  /** the rule behind it is not confirmed yet 待确认 */
  unconfirmed: z.boolean(),
  basis: z.object({ citation: z.string(), zh: z.string() }).nullable(),
  /** how the last day was found, a sentence each, fit for a file */
  working: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
})
export type MatterClock = z.infer<typeof MatterClock>

export const Person = z.object({ id: Id, name: z.string() })
export type Person = z.infer<typeof Person>

export const MATTER_URGENCIES = ['overdue', 'today', 'soon', 'open'] as const
/** A matter 事项 in a list. Words of kind and state are in its definition (GET /api/matter-kinds). */
export const Matter = z.object({
  id: Id,
  number: z.string(),
  kind: z.string(),
  kindText: Text,
  title: z.string(),
  state: z.string(),
  stateText: Text,
  tone: z.enum(['open', 'waiting', 'good', 'bad', 'stopped']),
  /** grows with every move; send it back with a move: 409 when somebody was faster */
  version: z.number(),
  parties: z.array(MatterParty),
  /** role of the party whose turn it is; null when the matter has ended */
  holder: z.string().nullable(),
  /** it is the caller's organisation's turn */
  mine: z.boolean(),
  assignee: Person.nullable(),
  watched: z.boolean(),
  /** the nearest last day of the running clocks, and whose it is */
  dueOn: IsoDate.nullable(),
  dueBy: z.string().nullable(),
  urgency: z.enum(MATTER_URGENCIES),
  outcome: z.boolean(),
  openedAt: IsoTime,
  updatedAt: IsoTime,
  closedAt: IsoTime.nullable(),
})
export type Matter = z.infer<typeof Matter>

/** A file that went with a move or message: an evidence item (GET /api/evidence/:id). */
export const MatterFile = z.object({ id: Id, name: z.string(), bytes: z.number() })
export type MatterFile = z.infer<typeof MatterFile>

export const MATTER_ENTRIES = ['move', 'message', 'note', 'assigned', 'clock'] as const
export const MatterEntry = z.object({
  id: z.number(),
  at: IsoTime,
  type: z.enum(MATTER_ENTRIES),
  /** of a move */
  event: z.string().nullable(),
  eventText: Text.nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** role of the party that acted; null for the system */
  party: z.string().nullable(),
  byUser: z.string(),
  byOrganisation: z.string(),
  /** only one's own organisation sees it */
  internal: z.boolean(),
  text: z.string().nullable(),
  /** what the form of a move said, by field name; fields of kind `files` hold ids of `files` */
  form: z.record(z.string(), z.unknown()),
  files: z.array(MatterFile),
  letter: z.object({ id: Id, number: z.string() }).nullable(),
  /** place in the evidence ledger; null until it is sequenced or where nothing was entered */
  ledger: z.object({ entryId: Id, leafIndex: z.number().nullable() }).nullable(),
})
export type MatterEntry = z.infer<typeof MatterEntry>

export const MatterMove = z.object({
  event: z.string(),
  /** null: possible now; else why not, in words (a guard that does not hold) */
  blocked: Text.nullable(),
})

export const MatterDetail = Matter.extend({
  definition: ProcessDefinition,
  /** moves that the caller may make from here */
  moves: z.array(MatterMove),
  clocks: z.array(MatterClock),
  /** the last form of each event that the caller may see */
  facts: z.record(z.string(), z.record(z.string(), z.unknown())),
  timeline: z.array(MatterEntry),
  /** provisions that the forms cite, as they are cited in words, by citation */
  citations: z.record(z.string(), Text),
  /** the thing it is about, as a link into the product */
  subject: z.object({ kind: z.string(), id: Id, link: z.string() }).nullable(),
  /** role of the party the caller acts for; null for a superior who only reads */
  party: z.string().nullable(),
})
export type MatterDetail = z.infer<typeof MatterDetail>

// GET /api/matters?…
export const MatterFilter = PageQuery.extend({
  kind: z.string().max(60).optional(),
  /** state names, comma separated */
  state: z.string().max(400).optional(),
  open: z.enum(['true', 'false']).optional(),
  /** mine: assigned to me or my deputy duty, or unassigned and our turn · turn: our turn · waiting: theirs · watched */
  box: z.enum(['mine', 'turn', 'waiting', 'watched']).optional(),
  organisationId: Id.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  urgency: csvOf(MATTER_URGENCIES),
  q: z.string().trim().max(100).optional(),
  order: z.enum(['due', 'updated', 'opened']).optional(),
})
export type MatterFilter = z.infer<typeof MatterFilter>

/** A kind of matter as a screen draws it: its definition and the places of its states in the diagram. */
export const MatterKind = ProcessDefinition.extend({
  diagram: z.object({
    width: z.number(),
    height: z.number(),
    nodes: z.array(
      z.object({ state: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    ),
    edges: z.array(
      z.object({
        event: z.string(),
        from: z.string().nullable(),
        to: z.string(),
        /** SVG path */
        path: z.string(),
        labelX: z.number(),
        labelY: z.number(),
      }),
    ),
  }),
  /** the caller may open one */
  mayOpen: z.boolean(),
})
export type MatterKind = z.infer<typeof MatterKind>
export const MatterKinds = z.object({ items: z.array(MatterKind) })

// POST /api/matters/:id/messages · notes
export const MatterMessage = z.strictObject({
  text: z.string().trim().min(1).max(4000),
  files: z.array(Id).max(20).optional(),
})
export type MatterMessage = z.infer<typeof MatterMessage>
// POST /api/matters/:id/assignee: hand over to a colleague, or to nobody
export const MatterAssign = z.strictObject({ userId: Id.nullable(), reason: Reason.optional() })
// POST /api/matters/:id/watch
export const MatterWatch = z.strictObject({ watch: z.boolean() })

// POST /api/matters/bulk
export const MatterBulk = z.strictObject({
  preview: z.boolean(),
  kind: z.string().max(60),
  event: z.string().max(60),
  ids: z
    .array(z.strictObject({ id: Id, version: z.number().int() }))
    .min(1)
    .max(1000),
  form: z.record(z.string(), z.unknown()).default({}),
})
export const MatterBulkResult = z.object({
  preview: z.boolean(),
  affected: z.number(),
  excluded: z.array(
    z.object({ id: Id, number: z.string().nullable(), reason: z.string(), zh: z.string(), en: z.string() }),
  ),
})
export type MatterBulkResult = z.infer<typeof MatterBulkResult>

export const Colleagues = z.object({ items: z.array(Person) })

/** A deputy 代理人 during absence: sees and does what the absent person would. */
export const Delegation = z.object({
  id: Id,
  user: Person,
  deputy: Person,
  fromOn: IsoDate,
  toOn: IsoDate,
  endedAt: IsoTime.nullable(),
})
export type Delegation = z.infer<typeof Delegation>
export const Delegations = z.object({ items: z.array(Delegation) })
export const NewDelegation = z.strictObject({ deputyId: Id, fromOn: IsoDate, toOn: IsoDate })

/** The conservation report 收支平衡: what came in is what ended plus what is open, kind by kind. */
export const ConservationLine = z.object({
  kind: z.string(),
  kindText: Text,
  intake: z.number(),
  open: z.number(),
  outcomes: z.array(z.object({ state: z.string(), text: Text, count: z.number() })),
  states: z.array(z.object({ state: z.string(), text: Text, count: z.number() })),
  overdue: z.number(),
  /** days from opening to end, of those that ended in the period */
  daysP50: z.number().nullable(),
  daysP90: z.number().nullable(),
  balances: z.boolean(),
})
export const MatterStatistics = z.object({
  asOf: IsoTime,
  from: IsoDate.nullable(),
  to: IsoDate.nullable(),
  lines: z.array(ConservationLine),
  /** the nightly proofs, newest first: rows, history and ledger agree, or where they do not */
  proofs: z.array(
    z.object({ at: IsoTime, ok: z.boolean(), faults: z.array(z.object({ zh: z.string(), en: z.string() })) }),
  ),
})
export type MatterStatistics = z.infer<typeof MatterStatistics>
export const StatisticsQuery = z.object({ from: IsoDate.optional(), to: IsoDate.optional() })
