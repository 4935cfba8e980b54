import type { InputOf, Me, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { asRefusal } from './create-people.ts'
import { PERSON_CHANGED, profileChanged, tellChanged } from './events.ts'
import { meOf } from './me.ts'
import { handleOf, nameOf } from './rules.ts'
import { changePerson, type PersonChange } from './store.ts'

/** Changes what is named of profile, language and privacy; an empty region removes it. */
export async function changeMe(city: City, call: Call<InputOf<typeof identityApi.changeMe>>): Promise<Me> {
  const { person, device, kind } = call.by
  const { name, handle, avatar, region, language, privacy } = call.input
  const change: PersonChange = {
    name: name === undefined ? undefined : nameOf(name),
    handle:
      handle === undefined ? undefined : handleOf(handle, { reserved: kind === 'service' || kind === 'operator' }),
    avatar,
    region: region === undefined ? undefined : region.trim() || null,
    language,
    privacy,
  }
  if (avatar && !(await city.blobs.has(avatar))) throw new Refusal('bad_input', { field: 'avatar' })

  try {
    await city.tx(async tx => {
      await changePerson(tx, person, change)
      await city.outbox.emit(tx, PERSON_CHANGED, { person })
    })
  } catch (error) {
    throw asRefusal(error)
  }
  tellChanged(city, person)
  profileChanged(city, person, Object.keys(call.input))
  return meOf(city, person, device)
}
