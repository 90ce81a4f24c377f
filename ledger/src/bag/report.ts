import type { SignatureAlgorithm } from '../signature.ts'

/** What is checked, in this order; with its words. */
export const BAG_CHECKS = {
  structure: { zh: '文件结构', en: 'Structure of the file' },
  digests: { zh: '各部分校验值', en: 'Digests of all parts' },
  manifest: { zh: '目录文件与内容相符', en: 'Manifest and contents agree' },
  keys: { zh: '签名公钥', en: 'Signing keys' },
  checkpoints: { zh: '树根签名（Ed25519 与 SM2）', en: 'Signed tree heads (Ed25519 and SM2)' },
  consistency: { zh: '树根前后一致', en: 'Tree heads are of one history' },
  timestamps: { zh: '时间戳', en: 'Time-stamps' },
  entries: { zh: '存证条目在哈希树内', en: 'Ledger entries are in the tree' },
  anchor: { zh: '本证据包已存证', en: 'This bag stands in the ledger' },
  items: { zh: '证据与提取时存证一致', en: 'Evidence is what was taken' },
  custody: { zh: '保管链', en: 'Chain of custody' },
  steps: { zh: '办理过程与存证一致', en: 'Steps of the matter are what was entered' },
  exchange: { zh: '往来消息、回执及其签名', en: 'Messages and receipts between organisations' },
  openssl: { zh: 'openssl 核验材料', en: 'Material for openssl' },
} as const
export type BagCheckId = keyof typeof BAG_CHECKS

/** What is wrong, and where: a part's name, with the entry, leaf or byte offset within. */
export interface BagFault {
  readonly place: string
  readonly zh: string
  readonly en: string
}

export interface BagCheck {
  readonly id: BagCheckId
  /** skipped: what it stands on did not hold */
  readonly state: 'ok' | 'failed' | 'skipped'
  readonly faults: readonly BagFault[]
}

export interface BagKey {
  readonly algorithm: SignatureAlgorithm
  readonly name: string
  /** SHA-256 of the SubjectPublicKeyInfo, hex */
  readonly fingerprint: string
  /** sizes of tree it may sign: more than `after`, up to `until` */
  readonly after: number
  readonly until: number | null
  readonly trusted: boolean
}

export interface BagItemReport {
  readonly id: string
  readonly title: string
  readonly name: string
  readonly part: string | null
  readonly bytes: number
  readonly sha256: string
  readonly sm3: string
  readonly takenAt: string
  readonly takenBy: string
}

/** A message between organisations, with who signed what. */
export interface BagMessageReport {
  readonly id: string
  /** kind and event of the matter */
  readonly type: string
  /** what the step it tells of is called */
  readonly zh: string
  readonly en: string
  readonly from: string
  readonly to: string
  /** number of the matter */
  readonly matter: string
  readonly at: string
  readonly memorandum: { readonly number: string; readonly version: number } | null
  readonly key: BagSignedBy
  /** null: not received when the bag was made */
  readonly receipt: { readonly by: string; readonly at: string; readonly key: BagSignedBy } | null
}
export interface BagSignedBy {
  /** of the organisation's key in the installation */
  readonly fingerprint: string
  /** of the key that the organisation itself keeps, which signed the request; null: a person acted on screen */
  readonly own: string | null
  /** when either was revoked, which was after it signed */
  readonly revokedAt: string | null
}

/** What a verification found. Nothing in it is worth anything unless `ok`. */
export interface BagReport {
  readonly ok: boolean
  /** stated: the keys are only those the bag names; whoever reads this must hold the fingerprints against published ones */
  readonly trust: 'trusted' | 'stated'
  readonly bag: {
    readonly id: string
    readonly title: string
    readonly madeAt: string
    readonly organisation: string
    readonly person: string
  } | null
  readonly parts: number
  readonly items: readonly BagItemReport[]
  readonly messages: readonly BagMessageReport[]
  readonly entries: number
  readonly origin: string | null
  readonly checkpoints: readonly number[]
  readonly keys: readonly BagKey[]
  readonly timeStamps: readonly { readonly size: number; readonly at: string; readonly authority: string }[]
  readonly witnesses: readonly { readonly name: string; readonly at: string }[]
  readonly checks: readonly BagCheck[]
}

/** Ends a check that cannot go on. */
export class CheckFault extends Error {
  readonly fault: BagFault
  constructor(place: string, zh: string, en: string) {
    super(`${place}: ${en}`)
    this.fault = { place, zh, en }
  }
}

export interface CheckList {
  readonly checks: BagCheck[]
  /** Runs one check; `undefined` when it failed. Faults it adds to `more` fail it without ending it. */
  run<T>(id: BagCheckId, work: (more: BagFault[]) => T | Promise<T>): Promise<T | undefined>
  skipRest(): void
}

/** More than this of one kind help nobody. */
const MOST_FAULTS = 50

export const openCheckList = (): CheckList => {
  const checks: BagCheck[] = []
  return {
    checks,
    async run(id, work) {
      const faults: BagFault[] = []
      let result: Awaited<ReturnType<typeof work>> | undefined
      try {
        result = await work(faults)
      } catch (error) {
        if (!(error instanceof CheckFault)) throw error
        faults.push(error.fault)
      }
      const failed = faults.length > 0
      checks.push({ id, state: failed ? 'failed' : 'ok', faults: faults.slice(0, MOST_FAULTS) })
      return failed ? undefined : result
    },
    skipRest() {
      const done = new Set(checks.map(({ id }) => id))
      for (const id of Object.keys(BAG_CHECKS) as BagCheckId[])
        if (!done.has(id)) checks.push({ id, state: 'skipped', faults: [] })
    },
  }
}
