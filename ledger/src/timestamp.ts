import { fromBER, Integer, Null, OctetString, Sequence } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs'
import { sameBytes } from './bytes.ts'
import { IMPRINT_OID, type ImprintAlgorithm, imprintOf, type TokenReport, type TokenTrust } from './imprint.ts'
import { checkToken, contentOf } from './timestamp-token.ts'

// Time-stamps as RFC 3161 defines them, over the text of a checkpoint.

const copy = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

/** DER integers are signed: a first byte from 1 to 127 keeps the nonce positive and in its shortest form. */
const positive = (nonce: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(nonce)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01
  return bytes
}

/**
 * A TimeStampReq (DER) for the bytes, asking for the certificate, with a nonce of 8 random bytes.
 * @example timeStampRequest(utf8(text), { algorithm: 'sha256', nonce: crypto.getRandomValues(new Uint8Array(8)) })
 */
export const timeStampRequest = (
  bytes: Uint8Array,
  { algorithm, nonce }: { algorithm: ImprintAlgorithm; nonce: Uint8Array },
): Uint8Array => {
  const hashAlgorithm = new AlgorithmIdentifier({ algorithmId: IMPRINT_OID[algorithm], algorithmParams: new Null() })
  const hashedMessage = new OctetString({ valueHex: copy(imprintOf(algorithm, bytes)) })
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({ hashAlgorithm, hashedMessage }),
    certReq: true,
    nonce: new Integer({ valueHex: copy(positive(nonce)) }),
  })
  return new Uint8Array(request.toSchema().toBER(false))
}

/**
 * The token (DER, byte for byte) of an authority's answer; null when the authority granted none or the nonce is not
 * the request's. Whether the token holds says `verifyTimeStamp`.
 * @example tokenOfResponse(answer, nonce)
 */
export const tokenOfResponse = (response: Uint8Array, nonce: Uint8Array): Uint8Array | null => {
  try {
    const { result } = fromBER(copy(response))
    if (!(result instanceof Sequence)) return null
    const [status, token] = result.valueBlock.value
    const granted = status instanceof Sequence ? status.valueBlock.value[0] : null
    // 0 granted, 1 granted with modifications (RFC 3161 section 2.4.2)
    if (!(granted instanceof Integer) || granted.valueBlock.valueDec > 1 || !token) return null
    const bytes = new Uint8Array(token.valueBeforeDecodeView)
    const answered = contentOf(bytes).info.nonce?.valueBlock.valueHexView
    return answered && sameBytes(new Uint8Array(answered), positive(nonce)) ? bytes : null
  } catch {
    return null
  }
}

/**
 * Verifies a token (DER): imprint, signature, purpose of the signer's certificate and its chain at the stated time.
 * @example await verifyTimeStamp(token, { bytes: utf8(checkpointText), certificates: [der] })
 */
export const verifyTimeStamp = async (token: Uint8Array, trust: TokenTrust): Promise<TokenReport> => {
  try {
    return await checkToken(token, trust)
  } catch {
    return { ok: false, fault: 'not_a_token' }
  }
}

/** DER of every certificate in a PEM text. @example certificatesOfPem(readFileSync('tsa.pem', 'utf8')) */
export const certificatesOfPem = (pem: string): Uint8Array[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)].map(([, base64]) =>
    Uint8Array.from(atob((base64 ?? '').replace(/\s/g, '')), (char) => char.charCodeAt(0)),
  )
