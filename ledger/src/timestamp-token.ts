import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { OctetString, Sequence } from 'asn1js'
import {
  type Attribute,
  Certificate,
  CertificateChainValidationEngine,
  ContentInfo,
  ExtKeyUsage,
  getCrypto,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TSTInfo,
} from 'pkijs'
import { sameBytes } from './bytes.ts'
import { IMPRINT_OID, type ImprintAlgorithm, imprintOf, type TokenReport, type TokenTrust } from './imprint.ts'

// The steps of RFC 3161 section 2.3 and RFC 5652 section 5.4 one by one: the library's own verification knows no SM3.

const OID = {
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
}
const copy = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

/** Signed data and what the authority signed. Throws on anything else. */
export const contentOf = (token: Uint8Array): { signed: SignedData; bytes: Uint8Array; info: TSTInfo } => {
  const content = ContentInfo.fromBER(copy(token))
  if (content.contentType !== ContentInfo.SIGNED_DATA) throw new Error('no signed data')
  const signed = new SignedData({ schema: content.content })
  const { eContentType, eContent } = signed.encapContentInfo
  if (eContentType !== OID.tstInfo || !eContent) throw new Error('no time-stamp')
  const bytes = new Uint8Array(eContent.getValue())
  return { signed, bytes, info: TSTInfo.fromBER(copy(bytes)) }
}

const derOf = (certificate: Certificate): Uint8Array => new Uint8Array(certificate.toSchema().toBER(false))

const signerCertificate = (
  signed: SignedData,
  signer: SignerInfo,
  known: readonly Certificate[],
): Certificate | null => {
  const { sid } = signer
  if (!(sid instanceof IssuerAndSerialNumber)) return null
  const inToken = (signed.certificates ?? []).filter((one) => one instanceof Certificate)
  const isSigner = (one: Certificate): boolean =>
    one.issuer.isEqual(sid.issuer) && one.serialNumber.isEqual(sid.serialNumber)
  return [...inToken, ...known].find(isSigner) ?? null
}

/** RFC 3161 section 2.3: a critical extended key usage with time-stamping and nothing else. */
const isForTimeStamping = (certificate: Certificate): boolean => {
  const usage = certificate.extensions?.find((one) => one.extnID === OID.extKeyUsage)
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : []
  return usage?.critical === true && purposes.length === 1 && purposes[0] === OID.timeStamping
}

const attributeOf = (signer: SignerInfo, type: string): Attribute | undefined =>
  signer.signedAttrs?.attributes.find((one) => one.type === type)

/** RFC 5035: the signed attribute names the signer's certificate by its hash, so that no other can be put in its place. */
const namesCertificate = (signer: SignerInfo, certificate: Certificate): boolean => {
  const v2 = attributeOf(signer, OID.signingCertificateV2)
  const v1 = attributeOf(signer, OID.signingCertificate)
  const attribute = v2 ?? v1
  const list = attribute?.values[0]
  const first = list instanceof Sequence ? list.valueBlock.value[0] : null
  const essId = first instanceof Sequence ? first.valueBlock.value[0] : null
  if (!(essId instanceof Sequence)) return false
  const hash = essId.valueBlock.value.find((one) => one instanceof OctetString)
  if (!(hash instanceof OctetString)) return false
  const der = derOf(certificate)
  const digest = v2 ? sha256(der) : sha1(der)
  return sameBytes(new Uint8Array(hash.valueBlock.valueHexView), digest)
}

const isSignedBy = async (signer: SignerInfo, content: Uint8Array, certificate: Certificate): Promise<boolean> => {
  const crypto = getCrypto(true)
  const digestName = crypto.getAlgorithmByOID(signer.digestAlgorithm.algorithmId, true).name
  const stated = attributeOf(signer, OID.messageDigest)?.values[0]
  const type = attributeOf(signer, OID.contentType)?.values[0]?.valueBlock.toString()
  if (!digestName || !(stated instanceof OctetString) || !signer.signedAttrs || type !== OID.tstInfo) return false
  const digest = new Uint8Array(await crypto.digest(digestName, copy(content)))
  if (!sameBytes(digest, new Uint8Array(stated.valueBlock.valueHexView))) return false
  return crypto.verifyWithPublicKey(
    signer.signedAttrs.encodedValue,
    signer.signature,
    certificate.subjectPublicKeyInfo,
    signer.signatureAlgorithm,
    digestName,
  )
}

const isTrusted = async (
  { signed, certificate, at }: { signed: SignedData; certificate: Certificate; at: Date },
  trusted: readonly Certificate[],
): Promise<boolean> => {
  const inForce = at >= certificate.notBefore.value && at <= certificate.notAfter.value
  const der = derOf(certificate)
  if (trusted.some((one) => sameBytes(derOf(one), der))) return inForce
  const between = (signed.certificates ?? []).filter((one) => one instanceof Certificate)
  const chain = new CertificateChainValidationEngine({
    trustedCerts: [...trusted],
    certs: [...between.filter((one) => one !== certificate), certificate],
    checkDate: at,
  })
  return (await chain.verify()).result
}

/** The token's verification; throws where the bytes are no token at all. */
export const checkToken = async (token: Uint8Array, trust: TokenTrust): Promise<TokenReport> => {
  const { signed, bytes, info } = contentOf(token)
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const algorithm = (Object.keys(IMPRINT_OID) as ImprintAlgorithm[]).find(
    (name) => IMPRINT_OID[name] === hashAlgorithm.algorithmId,
  )
  const stated = new Uint8Array(hashedMessage.valueBlock.valueHexView)
  if (!algorithm || !sameBytes(stated, imprintOf(algorithm, trust.bytes))) return { ok: false, fault: 'other_imprint' }
  const trusted = trust.certificates.map((der) => Certificate.fromBER(copy(der)))
  const [signer, ...others] = signed.signerInfos
  const certificate = signer && !others.length ? signerCertificate(signed, signer, trusted) : null
  if (!signer || !certificate) return { ok: false, fault: 'no_signer_certificate' }
  if (!isForTimeStamping(certificate)) return { ok: false, fault: 'not_for_time_stamping' }
  const holds = namesCertificate(signer, certificate) && (await isSignedBy(signer, bytes, certificate))
  if (!holds) return { ok: false, fault: 'bad_signature' }
  const at = info.genTime
  if (!(await isTrusted({ signed, certificate, at }, trusted))) return { ok: false, fault: 'untrusted_authority' }
  const authority = certificate.subject.typesAndValues.map((one) => String(one.value.valueBlock.value)).join(', ')
  const serial = bytesToHex(new Uint8Array(info.serialNumber.valueBlock.valueHexView))
  return { ok: true, at, serial, authority, algorithm }
}
