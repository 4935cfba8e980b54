import type { InputOf, Me, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { PERSON_CHANGED, tellChanged, waysChanged } from './events.ts'
import { meOf } from './me.ts'
import { hasWayIn, waysOf } from './rules.ts'
import { account, lockPerson, setAddress } from './store.ts'

/** Forgets the e-mail address or phone number; a repeat is harmless. Refuses the last way in (`last_way_in`). */
export async function removeAddress(city: City, call: Call<InputOf<typeof identityApi.removeAddress>>): Promise<Me> {
  const { person, device } = call.by
  const { kind } = call.input
  const gone = await city.tx(async tx => {
    await lockPerson(tx, person)
    const row = await account(tx, person)
    if (row[kind] === null) return false
    const ways = waysOf(row)
    if (!hasWayIn({ ...ways, addresses: ways.addresses - 1 })) throw new Refusal('last_way_in')
    await setAddress(tx, person, kind, null)
    await city.outbox.emit(tx, PERSON_CHANGED, { person })
    return true
  })
  if (gone) {
    tellChanged(city, person)
    waysChanged(city, person, 'address removed')
  }
  return meOf(city, person, device)
}
