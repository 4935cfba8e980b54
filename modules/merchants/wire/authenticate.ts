import type { City } from '@plaza/house'
import {
  mustBeFresh,
  readAuthorization,
  requestText,
  signatureFits,
  WireFault,
  type Authorization,
} from '@plaza/pay-wire'
import { createPublicKey } from 'node:crypto'
import { liveCertificate, useNonce } from '../keys/store.ts'
import { numberOf, type NumberRow } from '../store.ts'

/** A request as it came, before anything of it is believed. */
export interface WireRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly authorization: string | undefined
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
  const [number, certificate] = await Promise.all([
    numberOf(city.db, claim.mchid),
    liveCertificate(city.db, claim.mchid, claim.serial, now),
  ])
  if (!number || !certificate) throw signError('the certificate is not one of this merchant')
  const text = requestText(request.method, request.target, claim, request.body)
  if (!(await signatureFits(createPublicKey(certificate.publicKey), text, claim.signature)))
    throw signError('the signature is not of this request')
  await mustBeFirst(city, claim, now)
  return number
}

async function mustBeFirst(city: City, { mchid, nonce }: Authorization, now: number): Promise<void> {
  if (!(await useNonce(city.db, mchid, nonce, now))) throw signError('the nonce was used before')
}

function signError(issue: string): WireFault {
  return new WireFault('SIGN_ERROR', `The request cannot be accepted: ${issue}.`, {
    field: 'signature',
    issue,
    location: 'authorization',
  })
}
