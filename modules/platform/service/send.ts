import { appended, postCard, textBody, type Verdict } from '@plaza/chat'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { personBehind, programOf } from '@plaza/programs'
import { answered } from '../events.ts'
import { ANSWER_WINDOW_MS } from '../limits.ts'
import { accountOf } from './account.ts'
import { contactOf, countAnswer } from './store.ts'

/** What a program's server may answer: words, or a card that leads to one of its pages. */
export type Said =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'page'; readonly title: string; readonly page: string }

export interface Answer {
  /** Made by the server: the same id again is the same answer. */
  readonly id: string
  readonly appId: string
  readonly openid: string
  readonly said: Said
}

/**
 * Answers a citizen in their conversation with the program. Refuses `openid_unknown`, `answer_too_late` when they wrote
 * nothing for 48 hours, `answers_used_up`, and as the chat does (`not_a_contact` when they ended it).
 */
export async function answer(city: City, { id, appId, openid, said }: Answer): Promise<void> {
  const person = await personBehind(city, appId, openid)
  const contact = person === undefined ? undefined : await contactOf(city.db, appId, person)
  if (person === undefined) throw new Refusal('openid_unknown')
  const now = city.clock.now()
  if (!contact?.heardAt || now - contact.heardAt > ANSWER_WINDOW_MS) throw new Refusal('answer_too_late')
  if (said.type === 'text') textBody(said.text, undefined)
  if (!(await city.db.tx(tx => countAnswer(tx, { id, appId, person, now })))) throw new Refusal('answers_used_up')
  await say(city, { id, appId, conversation: contact.conversation, said })
  answered(city)
}

/** Puts it into the conversation as the program's account. Refuses as the chat does. */
export async function say(
  city: City,
  { id, appId, conversation, said }: { id: string; appId: string; conversation: string; said: Said },
): Promise<void> {
  const program = await programOf(city, appId)
  if (!program) throw new Refusal('not_found')
  const sender = (await accountOf(city, program)).id
  const verdict: Verdict =
    said.type === 'text'
      ? await appended(city, {
          conv: conversation,
          id,
          sender,
          kind: 'text',
          body: textBody(said.text, undefined),
          re: null,
          origin: undefined,
          arrivedMs: city.clock.now(),
        })
      : await postCard(city, {
          conv: conversation,
          id,
          sender,
          body: {
            card: 'program',
            ref: id,
            text: `[${program.names.en}] ${said.title}`,
            facts: {
              appId,
              path: said.page,
              title: said.title,
              names: program.names,
              ...(program.icon ? { icon: program.icon } : {}),
            },
          },
        })
  if (!verdict.ok) throw new Refusal(verdict.code)
}
