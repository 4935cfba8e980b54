import type { InputOf, MerchantKey, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { proveAgain } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { certifyKey, letters, makeKeyPair, readPublicKey, wireLimits } from '@plaza/pay-wire'
import { keyChanged } from '../events.ts'
import { KEY_LIFE_MS, KEYS_MAX, KEYS_SHOWN_MAX } from '../limits.ts'
import { ownMerchant } from '../merchants.ts'
import { numberIn, numberOf, writeApiKey, writeToldBy, type Mode, type NumberRow } from '../store.ts'
import { doorOf, lockAway, takeOut } from '../vault.ts'
import { authorityOf } from './platform.ts'
import { publicKeyOf } from './public-key.ts'
import * as store from './store.ts'

type AddCall = Call<InputOf<typeof merchantsApi.addMerchantKey>>
type ListCall = Call<{ id: string; mode: Mode }>

/**
 * Certifies a key for a number: the one that is uploaded, or a new one, whose private half is answered and not kept.
 * Refuses what is no RSA key (`key_unreadable`), more than a few at once (`too_many_keys`), and for real money whoever does
 * not prove again who they are.
 */
export async function addMerchantKey(city: City, call: AddCall): Promise<ReplyOf<typeof merchantsApi.addMerchantKey>> {
  const number = await ownNumber(city, call)
  const { pem } = call.input
  const useUp = await provenFor(city, call)
  const made = pem === undefined ? await makeKeyPair() : undefined
  const publicKey = made?.publicKey ?? (await readPublicKey(pem ?? ''))
  if (publicKey === undefined) throw new Refusal('key_unreadable')
  const now = city.clock.now()
  const life = { fromMs: now, untilMs: now + KEY_LIFE_MS }
  const certified = await certifyKey(number.mchid, publicKey, await authorityOf(city, number.mode), life)
  const { certificate, serial, notAfterMs: notAfter } = certified
  const row = { mchid: number.mchid, serial, publicKey, certificate, notAfter, addedAt: now, addedBy: call.by.person }
  await city.db.tx(async tx => {
    await useUp(tx)
    if (!(await store.insertCertificate(tx, row, KEYS_MAX))) throw new Refusal('too_many_keys')
  })
  keyChanged(city, number.mchid, 'added')
  return { key: show({ ...row, revokedAt: null }), ...(made ? { privateKey: made.privateKey } : {}) }
}

export async function merchantKeys(city: City, call: ListCall): Promise<ReplyOf<typeof merchantsApi.merchantKeys>> {
  const number = await ownNumber(city, call)
  const rows = await store.certificatesOf(city.db, number.mchid, KEYS_SHOWN_MAX)
  const platform = await publicKeyOf(city, number.mode)
  return {
    keys: rows.map(show),
    ...(number.apiKeyAt === null ? {} : { apiKey: { setAt: number.apiKeyAt } }),
    api: doorOf(city).origin,
    platform: { id: platform.serial, publicKey: platform.publicKey, inUse: number.toldBy === 'public_key' },
  }
}

/** Chooses under which name a number is told. Owners only (`owner_only`). */
export async function setToldBy(
  city: City,
  call: Call<InputOf<typeof merchantsApi.setToldBy>>,
): Promise<{ done: true }> {
  const { mchid } = await ownNumber(city, call)
  await writeToldBy(city.db, mchid, call.input.by)
  return { done: true }
}

/** Takes a key back at once. Refuses a serial that is not of this number (`not_found`). */
export async function revokeMerchantKey(
  city: City,
  call: Call<InputOf<typeof merchantsApi.revokeMerchantKey>>,
): Promise<ReplyOf<typeof merchantsApi.revokeMerchantKey>> {
  const { mchid } = await ownNumber(city, call)
  if (!(await store.revokeCertificate(city.db, mchid, call.input.serial, city.clock.now())))
    throw new Refusal('not_found')
  keyChanged(city, mchid, 'revoked')
  return { keys: (await store.certificatesOf(city.db, mchid, KEYS_SHOWN_MAX)).map(show) }
}

/** A new APIv3 key in place of the one before, answered this once and kept under a key of the city's home. */
export async function renewApiKey(
  city: City,
  call: Call<InputOf<typeof merchantsApi.renewApiKey>>,
): Promise<{ apiKey: string }> {
  const { mchid } = await ownNumber(city, call)
  const useUp = await provenFor(city, call)
  const apiKey = letters(wireLimits.APIV3_KEY_LENGTH)
  await city.db.tx(async tx => {
    await useUp(tx)
    await writeApiKey(tx, mchid, lockAway(city, apiKey, purposeOf(mchid)), city.clock.now())
  })
  keyChanged(city, mchid, 'api_key')
  return { apiKey }
}

/** The APIv3 key of a number; undefined until its merchant asked for one. */
export async function apiKeyOf(city: City, mchid: string): Promise<string | undefined> {
  const number = await numberOf(city.db, mchid)
  return number?.apiKey ? takeOut(city, number.apiKey, purposeOf(mchid)) : undefined
}

const purposeOf = (mchid: string) => `api-key|${mchid}`

async function ownNumber(city: City, { by, input }: ListCall): Promise<NumberRow> {
  const merchant = await ownMerchant(city, input.id, by.person)
  return numberIn(city.db, merchant.id, input.mode)
}

/** Whoever holds an open phone is not yet the owner of a shop's keys; with play money they may practise. */
async function provenFor(city: City, call: AddCall | Call<InputOf<typeof merchantsApi.renewApiKey>>) {
  const { mode, proof } = call.input
  if (mode === 'test') return async () => {}
  if (!proof) throw new Refusal('wrong_credentials')
  return proveAgain(city, call, proof)
}

function show(row: Omit<store.ApiCertificateRow, 'publicKey' | 'mchid'>): MerchantKey {
  const { serial, certificate, addedAt, notAfter, revokedAt } = row
  return {
    serial,
    certificate,
    createdAt: addedAt,
    expiresAt: notAfter,
    ...(revokedAt === null ? {} : { revokedAt }),
  }
}
