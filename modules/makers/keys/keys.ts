import type { DeveloperKey, InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { isSigned } from '@plaza/program-wire'
import { createHash } from 'node:crypto'
import { CHALLENGE_BYTES, CHALLENGE_LIFE_MS, KEYS_MAX, KEYS_SHOWN_MAX } from '../limits.ts'
import * as store from './store.ts'
import type { KeyRow } from './store.ts'

type Api = typeof makersApi

/** What is signed begins so that no signature over it is ever one over a statement. */
const PREFIX = 'plaza developer key '
const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest()

export async function keyChallenge(city: City, { by }: Call<object>): Promise<ReplyOf<Api['keyChallenge']>> {
  const challenge = PREFIX + Buffer.from(city.dice.bytes(CHALLENGE_BYTES)).toString('base64url')
  const expiresAt = city.clock.now() + CHALLENGE_LIFE_MS
  await store.putChallenge(city.db, { hash: hashOf(challenge), person: by.person, expiresAt })
  return { challenge, expiresAt }
}

/**
 * Adds a public key to the caller's. Safe to repeat. Refuses whoever does not show that they have its private half
 * (`key_proof_wrong`), a key that somebody has (`exists_different`) or that was revoked (`key_revoked`), and too many.
 */
export async function addKey(city: City, { input, by }: Call<InputOf<Api['addKey']>>): Promise<DeveloperKey> {
  const { id, name, key, challenge, signature } = input
  const known = (await store.keyById(city.db, id)) ?? (await store.keyByText(city.db, key))
  if (known) return sameKey(known, { ...input, person: by.person })
  if (!challenge.startsWith(PREFIX) || (await isSigned(key, signature, challenge)) !== true)
    throw new Refusal('key_proof_wrong')
  if ((await store.countKeys(city.db, by.person)) >= KEYS_MAX) throw new Refusal('too_many_keys')
  const now = city.clock.now()
  await city.db.tx(async tx => {
    if (!(await store.takeChallenge(tx, { hash: hashOf(challenge), person: by.person, now })))
      throw new Refusal('key_proof_wrong')
    await store.insertKey(tx, { id, person: by.person, name, key, addedAt: now })
  })
  const after = await store.keyById(city.db, id)
  if (!after) throw new Refusal('exists_different')
  return sameKey(after, { ...input, person: by.person })
}

function sameKey(row: KeyRow, wish: { id: string; key: string; name: string; person: string }): DeveloperKey {
  if (row.revokedAt !== null) throw new Refusal('key_revoked')
  if (row.id !== wish.id || row.key !== wish.key || row.name !== wish.name || row.person !== wish.person)
    throw new Refusal('exists_different')
  return showKey(row)
}

export async function myKeys(city: City, { by }: Call<object>): Promise<ReplyOf<Api['myKeys']>> {
  return { keys: (await store.keysOf(city.db, by.person, KEYS_SHOWN_MAX)).map(showKey) }
}

/** Revokes one of the caller's keys, for good. Safe to repeat. */
export async function revokeKey(city: City, { input, by }: Call<{ id: string }>): Promise<DeveloperKey> {
  const row = await store.keyById(city.db, input.id)
  if (row?.person !== by.person) throw new Refusal('not_found')
  const now = city.clock.now()
  await store.revoke(city.db, row.id, now)
  return showKey({ ...row, revokedAt: row.revokedAt ?? now })
}

function showKey({ id, name, key, addedAt, usedAt, revokedAt }: KeyRow): DeveloperKey {
  return {
    id,
    name,
    key,
    addedAt,
    ...(usedAt === null ? {} : { usedAt }),
    ...(revokedAt === null ? {} : { revokedAt }),
  }
}
