import { reachOf, type City } from '@plaza/house'
import { NotOutside } from '@plaza/http'
import { derivedId, Refusal } from '@plaza/kernel'
import { unlock } from '@plaza/vault'
import { pushed } from '../events.ts'
import { COMPAT_PAUSES_MS, STANDARD_PAUSES_MS } from '../limits.ts'
import { notePush } from '../log/note.ts'
import { contactOf } from '../service/store.ts'
import { say } from '../service/send.ts'
import { namesIn } from '../sessions.ts'
import { platformOf } from '../settings.ts'
import { askServer } from './ask.ts'
import { letterOf, type Target } from './letter.ts'
import { wordsOf } from './reply.ts'
import { noteTry, pushOf, type NewsRow, type PushRow } from './store.ts'

export const secretPurpose = (appId: string): string => `push secret|${appId}`
export const keyPurpose = (appId: string): string => `push key|${appId}`

/** Brings one piece of news to its program's server and writes down what came of it, and when it is tried again. */
export async function deliver(city: City, news: NewsRow): Promise<void> {
  const push = await pushOf(city.db, news.appId)
  if (!push) return
  const target = targetOf(city, push)
  const began = city.clock.now()
  const { why, asked, answered } = await bring(city, target, news)
  const now = city.clock.now()
  pushed(city, push.form, why ?? 'delivered')
  const { id, appId, kind, person, replay } = news
  const outcome = { ok: why === null, outcome: why ?? 'ok', ms: Math.round(now - began), asked, answered }
  notePush(city, { id, appId, name: kind, person, replay: replay !== null, at: began, ...outcome })
  const pauses = push.form === 'standard' ? STANDARD_PAUSES_MS : COMPAT_PAUSES_MS
  // What is brought once more is tried once: whoever wished for it is there to see what came of it.
  const pause = why === '410' || replay !== null ? undefined : pauses[news.tries]
  await noteTry(city.db, {
    id,
    tries: news.tries + 1,
    why,
    state: why === null ? 'done' : pause === undefined ? 'given_up' : 'due',
    nextAt: now + (pause ?? 0),
  })
}

function targetOf(city: City, { appId, form, url, secret, aesKey }: PushRow): Target {
  const { masterKeys } = platformOf(city)
  return {
    form,
    url,
    secret: unlock(masterKeys, secret, secretPurpose(appId)),
    aesKey: aesKey ? unlock(masterKeys, aesKey, keyPurpose(appId)) : undefined,
  }
}

/** What came of a try, and what was said on both sides; `why` is null when it was heard. */
interface Brought {
  readonly why: string | null
  readonly asked: string
  readonly answered: string
}

/** A redirect is not followed, and is a failure as all else. */
async function bring(city: City, target: Target, news: NewsRow): Promise<Brought> {
  const names = await namesIn(city, news.appId, news.person)
  const { url, headers, body, plain } = letterOf(city, target, news, names)
  const brought = (why: string | null, answered = ''): Brought => ({ why, asked: plain, answered })
  try {
    const { url: at, allowPrivate } = reachOf(city, url)
    const answer = await askServer(at, { method: 'POST', headers, body, allowPrivate })
    if (answer.status === 410) return brought('410', answer.body)
    if (answer.status < 200 || answer.status > 299) return brought(`${Math.floor(answer.status / 100)}xx`, answer.body)
    if (target.form !== 'standard') await passOn(city, news, wordsOf(target, news, names.openid, answer.body))
    return brought(null, answer.body)
  } catch (error) {
    return brought(error instanceof NotOutside ? 'not_outside' : 'unreachable')
  }
}

/** Says at once what the server answered at once. The id is that of the news: brought again, nothing is said twice. */
async function passOn(city: City, news: NewsRow, words: string | undefined): Promise<void> {
  const contact = words === undefined ? undefined : await contactOf(city.db, news.appId, news.person)
  if (words === undefined || !contact) return
  const id = derivedId('platform reply', news.id)
  try {
    const { conversation } = contact
    await say(city, { id, appId: news.appId, conversation, said: { type: 'text', text: words } })
  } catch (error) {
    // Too long, or the citizen ended the conversation: the news were heard all the same.
    if (!(error instanceof Refusal)) throw error
  }
}
