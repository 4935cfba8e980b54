import type { Me } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { PERSON_CHANGED, tellChanged, waysChanged } from '../events.ts'
import { meOf } from '../me.ts'
import { hasWayIn, waysOf } from '../rules.ts'
import { account, lockPerson } from '../store.ts'
import { dropPasskey } from './store.ts'

/** Forgets a passkey; a repeat is harmless. The last way into an account stays. */
export async function removePasskey(city: City, call: Call<{ id: string }>): Promise<Me> {
  const { person, device } = call.by
  const gone = await city.tx(async tx => {
    await lockPerson(tx, person)
    const row = await account(tx, person)
    if (!row.passkeys.some(passkey => passkey.id === call.input.id)) return false
    const ways = waysOf(row)
    if (!hasWayIn({ ...ways, passkeys: ways.passkeys - 1 })) throw new Refusal('last_way_in')
    await city.outbox.emit(tx, PERSON_CHANGED, { person })
    return dropPasskey(tx, person, call.input.id)
  })
  if (gone) {
    tellChanged(city, person)
    waysChanged(city, person, 'passkey removed')
  }
  return meOf(city, person, device)
}
