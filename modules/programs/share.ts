import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import { postCard } from '@plaza/chat'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { mustOpen } from './find.ts'
import { putAct } from './store-person.ts'

/**
 * Puts a card of a page into a conversation in the caller's name. Whoever opens it comes to the same page; the card is drawn from
 * what it brings, without starting the program.
 */
export async function shareProgram(
  city: City,
  { input, by }: Call<InputOf<typeof programsApi.shareProgram>>,
): Promise<ReplyOf<typeof programsApi.shareProgram>> {
  const { appId, path, title, image } = input
  const program = await mustOpen(city, appId)
  const verdict = await postCard(city, {
    conv: input.conversation,
    id: input.id,
    sender: by.person,
    body: {
      card: 'program',
      ref: input.id,
      text: `[${program.names.en}] ${title}`,
      facts: {
        appId,
        path,
        title,
        names: program.names,
        ...(program.icon ? { icon: program.icon } : {}),
        ...(image ? { image } : {}),
      },
    },
  })
  if (!verdict.ok) throw new Refusal(verdict.code, verdict.retryMs === undefined ? {} : { retryMs: verdict.retryMs })
  await putAct(city.db, { person: by.person, appId, act: 'share', detail: title, now: city.clock.now() })
  return { q: verdict.event.q, at: verdict.event.at }
}
