import { postCard, settleDirect } from '@plaza/chat'
import { directConversationId, seedFriendships } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { createPerson, languageOf } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import type { ProgramRow } from './rules.ts'
import { openNoticeChat } from './store-subscribe.ts'

/** The account that brings what programs, and the city about programs, have to say. */
const NOTICES_ID = derivedId('programs', 'notices service')

/** A message about a program: what it says, and where it leads. */
export interface Notice {
  /** Becomes the id of the message: again is once. */
  readonly id: string
  readonly person: string
  readonly program: Pick<ProgramRow, 'appId' | 'names' | 'icon'>
  readonly title: string
  readonly rows: readonly (readonly [string, string])[]
  /** Page of the program that it opens. */
  readonly page?: string
  /** Or a screen of the city. */
  readonly path?: string
}

/** Door: writes into the person's conversation with the service, which is opened at the first notice. Safe to repeat. */
export async function postNotice(city: City, { id, person, program, title, rows, page, path }: Notice): Promise<void> {
  const language = await languageOf(city, person)
  await createPerson(city, { id: NOTICES_ID, handle: 'notices', name: 'Service notices', kind: 'service' })
  if (await openNoticeChat(city.db, person, city.clock.now()))
    await seedFriendships(city, [{ a: person, b: NOTICES_ID, since: city.clock.now() }])
  await settleDirect(city, NOTICES_ID, person)
  const { appId, names, icon } = program
  const leads = path === undefined ? { page: page ?? '' } : { path }
  const verdict = await postCard(city, {
    conv: directConversationId(person, NOTICES_ID),
    id,
    sender: NOTICES_ID,
    body: {
      card: 'notice',
      ref: id,
      text: sentence(language, 'card.notice', { title }),
      facts: { appId, names, title, ...leads, rows, ...(icon ? { icon } : {}) },
    },
  })
  if (!verdict.ok && verdict.code === 'busy')
    throw new Error('the chat is busy: the notice comes when it is asked again')
}
