import type { InputOf, Me, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { asRefusal } from '../create-people.ts'
import { PERSON_CHANGED, tellChanged, waysChanged } from '../events.ts'
import { meOf } from '../me.ts'
import { refuseBots } from '../rules.ts'
import { personByAddress, setAddress } from '../store.ts'
import { checkCode } from './check.ts'
import { spend } from './use.ts'

/** Binds the address that a code was sent to; it takes the place of an earlier one of its kind. */
export async function addAddress(city: City, call: Call<InputOf<typeof identityApi.addAddress>>): Promise<Me> {
  const { person, device, kind } = call.by
  refuseBots(kind)
  const { codeId, code } = call.input
  const row = await checkCode(city, codeId, code)
  const owner = await personByAddress(city.db, row.address)
  if (owner && owner.id !== person) throw new Refusal('address_taken')

  try {
    await city.tx(async tx => {
      await spend(city, tx, codeId)
      await setAddress(tx, person, row.kind, row.address)
      await city.outbox.emit(tx, PERSON_CHANGED, { person })
    })
  } catch (error) {
    throw asRefusal(error)
  }
  tellChanged(city, person)
  waysChanged(city, person, 'address bound')
  return meOf(city, person, device)
}
