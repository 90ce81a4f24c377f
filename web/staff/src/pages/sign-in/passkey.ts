import type { SignInResult } from '@redbridge/contract'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { api } from '../../lib/api.ts'

/** Asks the authenticator for a signature over the server's challenge; as first factor or as second. */
export async function signInWithPasskey(): Promise<SignInResult> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = await api.post<PublicKeyCredentialRequestOptionsJSON>('/api/session/passkey-options')
  const response = await startAuthentication({ optionsJSON })
  return api.post<SignInResult>('/api/session/passkey', { response })
}
