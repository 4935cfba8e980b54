import type { InputOf, SignedIn, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { proven } from './attempts.ts'
import { asRefusal, newPerson, insertPerson } from './create-people.ts'
import { signedUp } from './events.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import { checkPassword, handleOf, nameOf } from './rules.ts'
import { openSessionIn, welcome } from './sessions.ts'
import { passwordOf, personByHandle, personById, setPasswords, type PersonRow } from './store.ts'

type Input = InputOf<typeof identityApi.signUp>

/** Opens an account. The id is the client's: a repeat with the same handle and password signs in. */
export async function signUp(city: City, call: Call<Input>): Promise<SignedIn> {
  const { id, handle: typed, name, password, language, region, deviceName } = call.input
  const handle = handleOf(typed)
  const person = newPerson(city, { id, handle, name: nameOf(name), language, region })
  checkPassword(password, handle)
  const before = await personById(city.db, id)
  if (before) return signInAgain(city, call, before, handle)
  if (await personByHandle(city.db, handle)) throw new Refusal('handle_taken')

  const hash = await hashPassword(city, password)
  try {
    const opened = await city.tx(async tx => {
      await insertPerson(city, tx, person)
      await setPasswords(tx, [{ person: id, hash }], person.createdAt)
      return openSessionIn(city, tx, id, { name: deviceName, kind: 'browser' })
    })
    signedUp(city, id, 'password')
    return await welcome(city, call, opened, 'password')
  } catch (error) {
    // The same sign-up sent twice at once: the later one finds the earlier one's account.
    const after = await personById(city.db, id)
    if (after) return signInAgain(city, call, after, handle)
    throw asRefusal(error)
  }
}

/** A password is proved here too, so it is throttled like any sign-in. */
async function signInAgain(city: City, call: Call<Input>, person: PersonRow, handle: string): Promise<SignedIn> {
  if (person.handle !== handle) throw new Refusal('exists_different')
  const { password, deviceName } = call.input
  await proven(city, { account: handle, address: call.address, way: 'repeat' }, async () =>
    passwordFits(city, await passwordOf(city.db, person.id), password),
  )
  const opened = await city.tx(tx => openSessionIn(city, tx, person.id, { name: deviceName, kind: 'browser' }))
  return welcome(city, call, opened, 'repeat')
}
