import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { mustBeFresh, readAuthorization, requestText, signatureFits } from '@plaza/pay-wire'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { badSigner, SignFault, whatWasSigned } from '../inspect/trouble.ts'
import { signerOf } from '../keys/store.ts'
import { KEYS_REMEMBERED_MAX } from '../limits.ts'
import type { NumberRow } from '../store.ts'
import { isFirstUse } from './nonces.ts'

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
  const now = city.clock.now()
  const claim = readAuthorization(request.authorization)
  mustBeFresh(claim, now)
  const signer = await signerOf(city.db, claim.mchid, claim.serial, now)
  if (!signer) throw new SignFault(await badSigner(city, claim))
  const key = keyOf(city, signer.publicKey)
  const text = requestText(request.method, request.target, claim, request.body)
  if (!(await signatureFits(key, text, claim.signature))) throw new SignFault(await whatWasSigned(key, claim, request))
  if (!(await isFirstUse(city, claim.mchid, claim.nonce))) throw new SignFault('nonce_used')
  return signer
}

/** Reading a key costs half as much as using it. */
function keyOf(city: City, pem: string): KeyObject {
  const known = keysOf(city)
  const before = known.get(pem)
  if (before) return before
  const key = createPublicKey(pem)
  known.set(pem, key)
  return key
}
