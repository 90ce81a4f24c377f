import { readFileSync } from 'node:fs'
import { certificatesOfPem } from '@redbridge/ledger'
import type { LedgerSettings } from './settings.ts'

/** Settings of the ledger from the environment; `fault` makes the error for whoever starts the program. */
export const readLedgerSettings = (env: NodeJS.ProcessEnv, fault: (message: string) => Error): LedgerSettings => {
  const url = env.TSA_URL
  if (!url) return {}
  if (!/^https?:\/\//.test(url)) throw fault('TSA_URL is an http or https address')
  const file = env.TSA_CERTIFICATE
  if (!file)
    throw fault('TSA_URL is set, so TSA_CERTIFICATE must name a PEM file: tokens of nobody in particular prove nothing')
  const imprint = env.TSA_HASH ?? 'sha256'
  if (imprint !== 'sha256' && imprint !== 'sm3') throw fault('TSA_HASH is sha256 or sm3')
  const minutes = (name: string): number | null => {
    const value = env[name]
    if (!value) return null
    if (!/^\d{1,6}$/.test(value)) throw fault(`${name} is a number of minutes`)
    return Number(value)
  }
  const certificates = certificatesOfPem(readFileSync(file, 'utf8'))
  if (!certificates.length) throw fault(`${file} holds no certificate in PEM form`)
  const [alarmAfterMinutes, stopAfterMinutes] = [minutes('TSA_ALARM_MINUTES') ?? 60, minutes('TSA_STOP_MINUTES')]
  return { authority: { url, certificates, imprint, alarmAfterMinutes, stopAfterMinutes } }
}
