import { httpbis } from 'http-message-signatures'
import { AppError } from '../errors.ts'

// Reading HTTP message signatures (RFC 9421): what a request's headers claim, and the text that was signed. Nothing is
// believed here.

export interface SignedRequest {
  readonly method: string
  /** the target URI, whole */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** One signature of a request, as it is written. */
export interface ReadSignature {
  /** the signature base (section 2.5) */
  readonly base: string
  readonly signature: Buffer
  /** identifiers of covered components, without quotes */
  readonly components: readonly string[]
  /** signature parameters that are strings or whole numbers, by name */
  readonly parameters: ReadonlyMap<string, string | number>
}

const malformed = (detail: string): AppError => new AppError('signature_malformed', { detail })

/** Components without parameters, then parameters, in the strict form in which they stand in the base (RFC 8941). */
const PARAMS_LINE = /^"@signature-params": \(((?:"[@a-z0-9-]+"(?: (?=")|(?=\))))*)\)((?:;[a-z*][a-z0-9_.*-]*=[^;]+)*)$/
const PARAMETER = /;([a-z*][a-z0-9_.*-]*)=(?:"([\x20\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]*)"|(\d{1,15}))(?=;|$)/g

/** Reads the last line of a base; what is written in another way than ours is not guessed at. */
const readParams = (base: string): Pick<ReadSignature, 'components' | 'parameters'> => {
  const line = base.slice(base.lastIndexOf('\n') + 1)
  const match = PARAMS_LINE.exec(line)
  if (!match) throw malformed('Signature-Input')
  const [, list = '', rest = ''] = match
  const found = [...rest.matchAll(PARAMETER)]
  if (found.map(([all]) => all).join('') !== rest) throw malformed('Signature-Input')
  const components = list === '' ? [] : list.split(' ').map((item) => item.slice(1, -1))
  const parameters = new Map(found.map(([, name, text, number]) => [name as string, text ?? Number(number)]))
  if (new Set(components).size < components.length || parameters.size < found.length) throw malformed('Signature-Input')
  return { components, parameters }
}

/**
 * Every signature of a request with its base. Empty: it carries none.
 * @throws AppError signature_malformed for what RFC 9421 does not have, or a base that is not ASCII
 */
export const readSignatures = async ({ method, url, headers }: SignedRequest): Promise<ReadSignature[]> => {
  if (headers.signature === undefined && headers['signature-input'] === undefined) return []
  const raw: { base: string; signature: Buffer }[] = []
  const verify = async (data: Buffer, signature: Buffer): Promise<boolean> => {
    raw.push({ base: data.toString('utf8'), signature })
    return true
  }
  try {
    const given = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])))
    // Times are judged by our clock, not by the library's.
    const never = { notAfter: Number.MAX_SAFE_INTEGER, tolerance: 2 ** 50 }
    await httpbis.verifyMessage({ keyLookup: async () => ({ verify }), ...never }, { method, url, headers: given })
  } catch {
    throw malformed('Signature, Signature-Input')
  }
  return raw.map(({ base, signature }) => {
    if (!/^[\x20-\x7e\n]*$/.test(base)) throw malformed('ASCII')
    return { base, signature, ...readParams(base) }
  })
}

/**
 * SHA-256 (RFC 9530) that a Content-Digest states, as the hex of its bytes, and SHA-512 where it is stated too. Other
 * algorithms beside it are ignored, as the RFC has it.
 * @throws AppError signature_malformed, signature_incomplete without SHA-256, which is what the proof keeps
 */
export const readDigests = (header: string): ReadonlyMap<'sha-256' | 'sha-512', string> => {
  const digests = new Map<'sha-256' | 'sha-512', string>()
  for (const member of header.split(',')) {
    const [, name, base64 = ''] = /^[ \t]*([a-z][a-z0-9-]*)=:([A-Za-z0-9+/]+={0,2}):[ \t]*$/.exec(member) ?? []
    if (name === undefined) throw malformed('Content-Digest')
    if (name !== 'sha-256' && name !== 'sha-512') continue
    const bytes = Buffer.from(base64, 'base64')
    if (digests.has(name) || bytes.toString('base64') !== base64) throw malformed('Content-Digest')
    digests.set(name, bytes.toString('hex'))
  }
  if (!digests.has('sha-256')) throw new AppError('signature_incomplete', { detail: 'content-digest: sha-256' })
  return digests
}
