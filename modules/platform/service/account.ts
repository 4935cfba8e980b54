import { settleDirect } from '@plaza/chat'
import { directConversationId, seedFriendships } from '@plaza/contacts'
import type { PersonCard } from '@plaza/contract'
import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { createPerson } from '@plaza/identity'
import type { ProgramRow } from '@plaza/programs'
import { putService } from './store.ts'

const HANDLE_CHANCE = 12

/** The account that a program answers as, made when it is first needed. It bears the program's name and picture. */
export async function accountOf(city: City, program: ProgramRow): Promise<PersonCard> {
  const id = await putService(city.db, program.appId, city.newId(), city.clock.now())
  return createPerson(city, {
    id,
    // Chance of the id, so that nobody can take the handle before.
    handle: `program_${id.replaceAll('-', '').slice(-HANDLE_CHANCE)}`,
    name: [...program.names.en].slice(0, limits.NAME_LENGTH_MAX).join(''),
    kind: 'service',
    ...(program.icon ? { avatar: program.icon } : {}),
  })
}

/** Opens the conversation of a citizen with a program's account, or finds it. Only ever by the citizen's own wish. */
export async function openWith(city: City, account: string, person: string): Promise<string> {
  await seedFriendships(city, [{ a: person, b: account, since: city.clock.now() }])
  await settleDirect(city, account, person)
  return directConversationId(person, account)
}
