import type { InputOf, ReplyOf, SignedIn, identityApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { asRefusal, insertPerson, newPerson } from '../create-people.ts'
import { signedUp } from '../events.ts'
import { openSessionIn, welcome } from '../sessions.ts'
import { personByAddress, personByHandle, personById } from '../store.ts'
import { checkCode } from './check.ts'
import { useUp, type CodeRow } from './store.ts'

type Input = InputOf<typeof identityApi.useCode>

/** Signs in whoever owns the address; for a new address, asks who it is and then opens the account. */
export async function useCode(city: City, call: Call<Input>): Promise<ReplyOf<typeof identityApi.useCode>> {
  const { id, code, person, deviceName } = call.input
  const row = await checkCode(city, id, code)
  const owner = await personByAddress(city.db, row.address)
  if (!owner && !person) return { needsPerson: true }
  if (!owner && person) return openAccount(city, call, row, person)

  const opened = await city.tx(async tx => {
    await spend(city, tx, id)
    return openSessionIn(city, tx, (owner as { id: string }).id, { name: deviceName, kind: 'browser' })
  })
  return welcome(city, call, opened, 'code')
}

async function openAccount(
  city: City,
  call: Call<Input>,
  row: CodeRow,
  wanted: NonNullable<Input['person']>,
): Promise<SignedIn> {
  const person = newPerson(city, { ...wanted, [row.kind]: row.address })
  if (await personById(city.db, person.id)) throw new Refusal('exists_different')
  if (await personByHandle(city.db, person.handle)) throw new Refusal('handle_taken')
  try {
    const opened = await city.tx(async tx => {
      await spend(city, tx, row.id)
      await insertPerson(city, tx, person)
      return openSessionIn(city, tx, person.id, { name: call.input.deviceName, kind: 'browser' })
    })
    signedUp(city, person.id, 'code')
    return await welcome(city, call, opened, 'code')
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Uses the code up together with what it was used for; of two users at once, one is too late. */
export async function spend(city: City, tx: Queries, id: string): Promise<void> {
  if (!(await useUp(tx, id, city.clock.now()))) throw new Refusal('code_expired')
}
