import type { InputOf, SignedIn, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { proven } from './attempts.ts'
import { passwordFits } from './passwords.ts'
import { asHandle } from './rules.ts'
import { openSessionIn, welcome } from './sessions.ts'
import { passwordByHandle, type PersonRow } from './store.ts'

/** Signs in by handle and password. A wrong handle and a wrong password are one answer, and take the same time. */
export async function signIn(city: City, call: Call<InputOf<typeof identityApi.signIn>>): Promise<SignedIn> {
  const { password, deviceName } = call.input
  const handle = asHandle(call.input.handle)
  let person: PersonRow | undefined
  await proven(city, { account: handle, address: call.address, way: 'password' }, async () => {
    const found = await passwordByHandle(city.db, handle)
    person = found
    return passwordFits(city, found?.hash ?? undefined, password)
  })
  assert(person, 'a password fits only a person')
  const { id } = person
  const opened = await city.tx(tx => openSessionIn(city, tx, id, { name: deviceName, kind: 'browser' }))
  return welcome(city, call, opened, 'password')
}
