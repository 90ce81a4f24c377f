import type { HttpProof, Signed } from '@redbridge/contract'
import { fromBase64, utf8 } from '../bytes.ts'
import { type BagExchange, parseEnvelope, parseReceipt } from './exchange-records.ts'
import type { ZipPart } from './zip.ts'

/** Everything of the exchange that bears a signature: what was signed, by which key. `name` has no extension. */
interface SignedThing {
  readonly name: string
  readonly text: string
  readonly signature: Uint8Array
  readonly pem: string
}

/**
 * What of the exchange lies under `exchange/`, for openssl: of each signed text three parts, `.txt`, `.sig` and `.pem`.
 * They are listed by the manifest and follow from records/exchange.json; what cannot be read is left out.
 * @example exchangeParts(exchange)[0].name // 'exchange/001-message.txt'
 */
export const exchangeParts = (exchange: BagExchange): ZipPart[] =>
  signedThings(exchange).flatMap(({ name, text, signature, pem }) => [
    { name: `${name}.txt`, bytes: utf8(text) },
    { name: `${name}.sig`, bytes: signature },
    { name: `${name}.pem`, bytes: utf8(pem) },
  ])

const signedThings = ({ messages, keys }: BagExchange): SignedThing[] => {
  const pems = new Map(keys.map((key) => [key.id, key.publicKey]))
  const thing = (name: string, text: string, by: Pick<Signed, 'signature' | 'keyId'>): SignedThing[] => {
    const [signature, pem] = [fromBase64(by.signature), pems.get(by.keyId)]
    return signature && pem ? [{ name: `exchange/${name}`, text, signature, pem }] : []
  }
  const proven = (name: string, proof: HttpProof | null | undefined): SignedThing[] =>
    proof ? thing(`${name}-request`, proof.base, proof) : []
  return messages.flatMap(({ signed, receipt }, i) => {
    const no = String(i + 1).padStart(3, '0')
    return [
      ...thing(`${no}-message`, signed.text, signed),
      ...proven(`${no}-message`, parseEnvelope(signed.text)?.proof),
      ...(receipt
        ? [
            ...thing(`${no}-receipt`, receipt.signed.text, receipt.signed),
            ...proven(`${no}-receipt`, parseReceipt(receipt.signed.text)?.proof),
          ]
        : []),
    ]
  })
}
