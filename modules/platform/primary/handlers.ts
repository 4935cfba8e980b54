import type { Endpoint, InputOf, MenuButton, ReplyOf } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { drawCode } from '../codes/draw.ts'
import { checkContent } from '../content.ts'
import { beginBroadcast, broadcastBy } from '../followers/broadcast.ts'
import { followerBehind, followersPage } from '../followers/read.ts'
import { setMenu } from '../menu.ts'
import { notify } from '../notices.ts'
import { answer } from '../service/send.ts'
import { phoneBehind, sessionBehind } from '../sessions.ts'
import { dropMenu, menuOf } from '../store.ts'
import { ticketOf } from '../ticket.ts'
import * as is from './operations.ts'

type Handle = (city: City, appId: string, input: never) => Promise<unknown>

/** An operation and what answers it for the program that asks. */
export interface Handled {
  readonly operation: Endpoint
  readonly handle: Handle
}

function on<E extends Endpoint>(
  operation: E,
  handle: (city: City, appId: string, input: InputOf<E>) => Promise<ReplyOf<E> | Uint8Array>,
): Handled {
  return { operation, handle }
}

const done = { done: true } as const

/** Bytes are answered as they are, everything else as JSON. */
export const handlers: readonly Handled[] = [
  on(is.openSession, (city, appId, { code }) => sessionBehind(city, appId, code)),
  on(is.readPhone, (city, appId, { code }) => phoneBehind(city, appId, code)),
  on(is.sendNotice, async (city, appId, { id, ...wish }) => {
    await notify(city, appId, { ...wish, page: wish.page.replace(/^\/+/, '') }, id)
    return done
  }),
  on(is.sendAnswer, async (city, appId, { id, openid, said }) => {
    await answer(city, { id, appId, openid, said })
    return done
  }),
  on(is.drawProgramCode, async (city, appId, wish) => drawCode(city, appId, wish)),
  on(is.checkText, async (city, _appId, { text }) => {
    const { suggest, label, words } = await checkContent(city, text)
    return { suggest, label, words: [...words] }
  }),
  on(is.seeMenu, async (city, appId) => ({ menu: (await menuOf<MenuButton[]>(city.db, appId)) ?? [] })),
  on(is.putMenu, async (city, appId, { menu }) => {
    await setMenu(city, appId, menu)
    return done
  }),
  on(is.removeMenu, async (city, appId) => {
    await dropMenu(city.db, appId)
    return done
  }),
  on(is.listFollowers, (city, appId, { after }) => followersPage(city, appId, after)),
  on(is.seeFollower, async (city, appId, { openid }) => {
    const follower = await followerBehind(city, appId, openid)
    if (!follower) throw new Refusal('not_found')
    return follower
  }),
  on(is.tellFollowers, (city, appId, telling) => beginBroadcast(city, { appId, ...telling })),
  on(is.seeBroadcast, (city, appId, { id }) => broadcastBy(city, appId, id)),
  on(is.issueTicket, async (city, appId) => {
    const { ticket, lifeMs } = ticketOf(city, appId)
    return { ticket, expiresIn: Math.floor(lifeMs / 1000) }
  }),
]
