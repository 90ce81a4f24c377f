import type { Role } from '@redbridge/contract'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0002: who may come in.
type Time = ColumnType<Date, Date | string | undefined, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json<T extends object> = JSONColumnType<T>
type Big = ColumnType<number, number | bigint | undefined, number | bigint>

export interface UserAccountTable {
  id: string
  organisation_id: string
  division: string
  login: string
  name: string
  roles: Role[]
  state: Generated<'active' | 'disabled'>
  last_sign_in_at: NullTime
  created_at: Time
  updated_at: Time
}
export interface UserPasswordTable {
  user_id: string
  hash: string
  must_change: Generated<boolean>
  expires_at: NullTime
  changed_at: Time
}
export interface SignInAttemptTable {
  subject: string
  failed: number
  locks: number
  locked_until: NullTime
  last_at: Time
}
export interface UserTotpTable {
  user_id: string
  sealed: Buffer | null
  confirmed_at: NullTime
  last_step: Big
  pending: Buffer | null
}
export interface RecoveryCodeTable {
  user_id: string
  digest: string
  used_at: NullTime
}
export interface PasskeyTable {
  id: string
  user_id: string
  credential_id: string
  public_key: Buffer
  counter: Big
  transports: string[]
  name: string
  backed_up: boolean
  created_at: Time
  last_used_at: NullTime
}
export interface UserOidcTable {
  issuer: string
  sub: string
  user_id: string
  linked_at: Time
}
export interface UserSessionTable {
  id: string
  token_sha256: string
  user_id: string
  stage: 'second_factor' | 'new_password' | 'signed_in'
  method: string
  ip: string
  user_agent: string
  created_at: Time
  last_seen_at: Time
  expires_at: Time
}
export interface SignInChallengeTable {
  id: string
  kind: string
  user_id: string | null
  data: Json<Record<string, unknown>>
  expires_at: Time
}
export interface ApiClientTable {
  id: string
  organisation_id: string
  division: string
  name: string
  client_id: string
  secret_sha256: string
  created_by: string
  created_at: Time
  last_used_at: NullTime
  revoked_at: NullTime
}
export interface ApiTokenTable {
  token_sha256: string
  client_id: string
  issued_at: Time
  expires_at: Time
}

export interface AccountTables {
  user_account: UserAccountTable
  user_password: UserPasswordTable
  sign_in_attempt: SignInAttemptTable
  user_totp: UserTotpTable
  recovery_code: RecoveryCodeTable
  passkey: PasskeyTable
  user_oidc: UserOidcTable
  user_session: UserSessionTable
  sign_in_challenge: SignInChallengeTable
  api_client: ApiClientTable
  api_token: ApiTokenTable
}
