import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The openssl command of the machine, an implementation that is not ours. */
export const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })

const found = (() => {
  try {
    return openssl('version').toString().startsWith('OpenSSL 3')
  } catch {
    return false
  }
})()

/** Where it is missing, tests against it are skipped with this said. */
export const opensslMissing = !found
if (opensslMissing) console.warn('No openssl 3 command here: cross-checks against it are skipped')

/** A time-stamping authority in a folder: its root ca.pem, its tsa.pem, and other-ca.pem that signed nothing of it. */
export const makeAuthority = (dir: string) => {
  const file = (name: string): string => join(dir, name)
  const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const root = (name: string): void => {
    const extensions = [
      '-addext',
      'basicConstraints=critical,CA:TRUE',
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
    ]
    const subject = ['-subj', `/CN=Test root ${name}`, '-days', '2']
    openssl(
      'req',
      '-x509',
      ...P256,
      '-keyout',
      file(`${name}.key`),
      '-out',
      file(`${name}.pem`),
      ...subject,
      ...extensions,
    )
  }
  const leaf = (name: string, subject: string, usage: string): void => {
    openssl('req', ...P256, '-keyout', file(`${name}.key`), '-out', file(`${name}.csr`), '-subj', subject)
    writeFileSync(file(`${name}.ext`), `extendedKeyUsage=${usage}\nkeyUsage=critical,digitalSignature\n`)
    const by = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file(`${name}.ext`)]
    openssl('x509', '-req', '-in', file(`${name}.csr`), ...by, '-days', '2', '-out', file(`${name}.pem`))
  }
  root('ca')
  root('other-ca')
  leaf('tsa', '/O=Redbridge/CN=Test TSA', 'critical,timeStamping')
  leaf('web', '/CN=web', 'serverAuth')
  writeFileSync(file('serial'), '01\n')
  const section = (name: string): string =>
    `[${name}]\nserial = ${file('serial')}\nsigner_cert = ${file(`${name}.pem`)}\nsigner_key = ${file(`${name}.key`)}\n` +
    'signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sm3\ness_cert_id_alg = sha256\n'
  writeFileSync(file('tsa.cnf'), section('tsa') + section('web'))
  const stamp = (name: string, request: Uint8Array): Buffer => {
    writeFileSync(file('query'), request)
    const out = ['-section', name, '-queryfile', file('query'), '-out', file('answer')]
    openssl('ts', '-reply', '-config', file('tsa.cnf'), ...out)
    return readFileSync(file('answer'))
  }
  return {
    answer: (request: Uint8Array): Buffer => stamp('tsa', request),
    /** with a certificate for something else, or null where openssl will not */
    answerAs(name: 'web', request: Uint8Array): Buffer | null {
      try {
        return stamp(name, request)
      } catch {
        return null
      }
    },
  }
}
