import { type BagReport, verifyBag } from '@redbridge/ledger'

// The work itself, in a thread of its own so that the page stays alive. It has no access to anything but the bytes.

export interface VerifyRequest {
  readonly no: number
  readonly bytes: ArrayBuffer
  readonly trustedKeys: readonly string[]
}
export interface VerifyAnswer {
  readonly no: number
  readonly report: BagReport | null
}

self.addEventListener('message', async ({ data }: MessageEvent<VerifyRequest>) => {
  const options = data.trustedKeys.length > 0 ? { trustedKeys: data.trustedKeys } : {}
  const report = await verifyBag(new Uint8Array(data.bytes), options).catch(() => null)
  self.postMessage({ no: data.no, report } satisfies VerifyAnswer)
})
