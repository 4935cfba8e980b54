import type { Proof } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { proven } from './attempts.ts'
import { checkCode } from './codes/check.ts'
import { spend } from './codes/use.ts'
import { wayRefused } from './events.ts'
import { takeLive, usedIn, verified } from './passkeys/assertion.ts'
import { passwordFits } from './passwords.ts'
import { passwordOf, personById, type PersonRow } from './store.ts'

/** Uses the proof up, in the transaction of what it was given for. */
type UseUp = (tx: Queries) => Promise<void>

/**
 * Checks that it is still the owner of the account who holds the device, as slowly as at any sign-in. Refuses a wrong
 * password (`wrong_credentials`), code (`code_wrong`, `code_expired`) or passkey (`passkey_refused`, `ceremony_expired`);
 * a code or passkey of somebody else is as wrong as any.
 */
export async function proveAgain(
  city: City,
  call: Pick<Call<unknown>, 'by' | 'address'>,
  proof: Proof,
): Promise<UseUp> {
  const person = await personById(city.db, call.by.person)
  assert(person, 'whoever is signed in lives here')
  if ('password' in proof) return byPassword(city, person, proof.password, call.address)
  if ('codeId' in proof) return byCode(city, person, proof)
  return byPasskey(city, person, proof)
}

async function byPassword(city: City, person: PersonRow, password: string, address: string): Promise<UseUp> {
  await proven(city, { account: person.handle, address, way: 'password' }, async () =>
    passwordFits(city, await passwordOf(city.db, person.id), password),
  )
  return async () => {}
}

async function byCode(city: City, person: PersonRow, proof: { codeId: string; code: string }): Promise<UseUp> {
  const { address } = await checkCode(city, proof.codeId, proof.code)
  if (address !== person.email && address !== person.phone) {
    wayRefused(city, 'code', 'code_wrong')
    throw new Refusal('code_wrong')
  }
  return tx => spend(city, tx, proof.codeId)
}

async function byPasskey(
  city: City,
  person: PersonRow,
  proof: { ceremonyId: string; answer: Record<string, unknown> },
): Promise<UseUp> {
  const use = await verified(city, await takeLive(city, proof.ceremonyId, 'sign-in'), proof.answer)
  if (use.person !== person.id) {
    wayRefused(city, 'passkey', 'unknown_passkey')
    throw new Refusal('passkey_refused')
  }
  return tx => usedIn(city, tx, use)
}
