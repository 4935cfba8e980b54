import type { InputOf, Me, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { proven } from './attempts.ts'
import { PERSON_CHANGED, tellChanged, waysChanged } from './events.ts'
import { meOf } from './me.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import { checkPassword, refuseBots } from './rules.ts'
import { passwordOf, personById, setPasswords } from './store.ts'

/** Sets the password; where there is one, the old one is proved first, as slowly as at any sign-in. */
export async function setPassword(city: City, call: Call<InputOf<typeof identityApi.setPassword>>): Promise<Me> {
  const { person, device, kind } = call.by
  const { old, password } = call.input
  refuseBots(kind)
  const row = await personById(city.db, person)
  assert(row, 'whoever is signed in lives here')
  checkPassword(password, row.handle)
  const kept = await passwordOf(city.db, person)
  if (kept) {
    await proven(city, { account: row.handle, address: call.address, way: 'old-password' }, () =>
      passwordFits(city, kept, old ?? ''),
    )
  }

  const hash = await hashPassword(city, password)
  await city.tx(async tx => {
    await setPasswords(tx, [{ person, hash }], city.clock.now())
    await city.outbox.emit(tx, PERSON_CHANGED, { person })
  })
  tellChanged(city, person)
  waysChanged(city, person, 'password set')
  return meOf(city, person, device)
}
