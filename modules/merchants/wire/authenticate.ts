import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { mustBeFresh, readAuthorization, requestText, signatureFits, type Authorization } from '@plaza/pay-wire'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { badSigner, SignFault, whatWasSigned } from '../inspect/trouble.ts'
import { signerOf } from '../keys/store.ts'
import { KEYS_REMEMBERED_MAX } from '../limits.ts'
import type { NumberRow } from '../store.ts'
import { admit } from './nonces.ts'

const keysOf = perCity(() => new Lru<string, KeyObject>(KEYS_REMEMBERED_MAX))

/** A request as it came, before anything of it is believed. */
export interface WireRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly authorization: string | undefined
  /** `Wechatpay-Serial`: which key of the platform whoever asks goes by. */
  readonly platformSerial?: string | undefined
  readonly body: string
  readonly address: string
}

/**
 * Whose request it is. Refuses (`SIGN_ERROR`) a header that says too little, a clock that is off, a key that is not the
 * merchant's or was taken back, a signature over anything else, and a nonce that came before.
 */
export async function authenticate(city: City, request: WireRequest): Promise<NumberRow> {
  const claim = readAuthorization(request.authorization)
  mustBeFresh(claim, city.clock.now())
  const key = await keyOf(city, claim)
  if (!key) throw new SignFault(await badSigner(city, claim))
  const text = requestText(request.method, request.target, claim, request.body)
  if (!signatureFits(key, text, claim.signature)) throw new SignFault(whatWasSigned(key, claim, request))
  const { number, fresh } = await admit(city, claim)
  if (!number) throw new SignFault(await badSigner(city, claim))
  if (!fresh) throw new SignFault('nonce_used')
  return number
}

/**
 * The public key under a number and a serial, read once: it never changes, and whether it may still sign is asked with the
 * nonce.
 */
async function keyOf(city: City, { mchid, serial }: Authorization): Promise<KeyObject | undefined> {
  const known = keysOf(city)
  const name = `${mchid} ${serial}`
  const before = known.get(name)
  if (before) return before
  const signer = await signerOf(city.db, mchid, serial, city.clock.now())
  if (!signer) return undefined
  const key = createPublicKey(signer.publicKey)
  known.set(name, key)
  return key
}
