import { connect, type DetailedPeerCertificate } from 'node:tls'
import type { Target } from './guard.ts'

/** What the server of a page showed of itself, and whether this machine would trust it. */
export interface TlsRecord {
  readonly protocol: string | null
  readonly cipher: string
  readonly trusted: boolean
  /** why not, in OpenSSL's words */
  readonly fault: string | null
  readonly chain: readonly Certificate[]
}
interface Certificate {
  readonly subject: string
  readonly issuer: string
  readonly validFrom: string
  readonly validTo: string
  readonly serialNumber: string
  readonly sha256: string
  readonly der: Buffer
}

/**
 * Asks the server itself for its certificates, on the address the capture uses. The page is opened even when they are
 * not to be trusted, because what such a site shows is evidence too; the record says so.
 */
export const readTls = (target: Target, signal: AbortSignal): Promise<TlsRecord> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      host: target.addresses[0] as string,
      port: target.port,
      ...(/^[\d.]+$|:/.test(target.host) ? {} : { servername: target.host }),
      rejectUnauthorized: false,
      timeout: 8_000,
    })
    const stop = (error: Error): void => {
      socket.destroy()
      reject(error)
    }
    const abort = (): void => stop(new Error('aborted'))
    signal.addEventListener('abort', abort, { once: true })
    socket.on('timeout', () => stop(new Error('timeout')))
    socket.on('error', stop)
    socket.on('close', () => signal.removeEventListener('abort', abort))
    socket.on('secureConnect', () => {
      const fault = socket.authorizationError
      resolve({
        protocol: socket.getProtocol(),
        cipher: socket.getCipher().standardName,
        trusted: socket.authorized,
        fault: socket.authorized ? null : String(fault instanceof Error ? fault.message : fault),
        chain: chainOf(socket.getPeerCertificate(true)),
      })
      socket.destroy()
    })
  })

const chainOf = (first: DetailedPeerCertificate): Certificate[] => {
  const chain: Certificate[] = []
  const seen = new Set<string>()
  for (let one: DetailedPeerCertificate | undefined = first; one?.raw && !seen.has(one.fingerprint256); ) {
    seen.add(one.fingerprint256)
    chain.push({
      subject: nameOf(one.subject),
      issuer: nameOf(one.issuer),
      validFrom: new Date(one.valid_from).toISOString(),
      validTo: new Date(one.valid_to).toISOString(),
      serialNumber: one.serialNumber,
      sha256: one.fingerprint256.replaceAll(':', '').toLowerCase(),
      der: one.raw,
    })
    one = one.issuerCertificate
  }
  return chain
}

const nameOf = (name: object | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ')

export const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END CERTIFICATE-----\n`
