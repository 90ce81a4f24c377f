import type { Secrets } from './secrets.ts'

/** What of an operator must not lie open: opened only with a purpose that is logged. */
export interface SealedOperator {
  idNumber?: string
  phone?: string
}

export const sealOperator = (secrets: Secrets, sealed: SealedOperator): Buffer | null =>
  sealed.idNumber || sealed.phone ? secrets.seal('operator', JSON.stringify(sealed)) : null

export const openOperator = (secrets: Secrets, sealed: Buffer): SealedOperator =>
  JSON.parse(secrets.unseal('operator', sealed)) as SealedOperator

/** @example maskPhone('13812345678') // '138****5678' */
export const maskPhone = (phone: string): string =>
  phone.length >= 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : phone && '****'
/** @example maskId('11010519491231002X') // '110105********002X' */
export const maskId = (id: string): string =>
  id.length >= 12 ? `${id.slice(0, 6)}********${id.slice(-4)}` : id && '****'
