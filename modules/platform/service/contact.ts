import type { InputOf, platformApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { mustOpen, mustProgram } from '@plaza/programs'
import type { MenuButton } from '@plaza/contract'
import { followerOf } from '../followers/store.ts'
import { tellServer } from '../push/tell.ts'
import { menuOf } from '../store.ts'
import { accountOf, openWith } from './account.ts'
import { contactOf, putContact } from './store.ts'

type Api = typeof platformApi

/** Opens the caller's conversation with a program's account; its server hears that they came. */
export async function contactProgram(
  city: City,
  { input, by }: Call<InputOf<Api['contactProgram']>>,
): Promise<ReplyOf<Api['contactProgram']>> {
  const program = await mustOpen(city, input.appId)
  const person = await accountOf(city, program)
  const conversation = await openWith(city, person.id, by.person)
  await putContact(city.db, input.appId, by.person, conversation)
  await tellServer(city, city.db, {
    id: city.newId(),
    appId: input.appId,
    kind: 'contact.opened',
    person: by.person,
    facts: { from: input.from ?? '' },
  })
  return { conversation, person }
}

export async function programService(
  city: City,
  { input, by }: Call<InputOf<Api['programService']>>,
): Promise<ReplyOf<Api['programService']>> {
  await mustProgram(city, input.appId)
  const [contact, follower, menu] = await Promise.all([
    contactOf(city.db, input.appId, by.person),
    followerOf(city.db, input.appId, by.person),
    menuOf<MenuButton[]>(city.db, input.appId),
  ])
  return {
    ...(contact ? { conversation: contact.conversation } : {}),
    following: follower !== undefined,
    muted: follower?.muted ?? false,
    menu: menu ?? [],
  }
}
