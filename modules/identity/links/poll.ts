import { timingSafeEqual } from 'node:crypto'
import type { InputOf, PersonCard, ReplyOf, identityApi } from '@plaza/contract'
import { perCity, type Call, type City } from '@plaza/house'
import { Refusal, unreachable } from '@plaza/kernel'
import { linkMoved, linkSubject } from '../events.ts'
import { POLL_LOOK_MS, POLL_WAIT_MS, POLLS_AT_ONCE_MAX } from '../limits.ts'
import { cards } from '../people.ts'
import { openSessionIn, welcome } from '../sessions.ts'
import { digest } from '../tokens.ts'
import { linkById, moveLink, type LinkRow } from './store.ts'

type Reply = ReplyOf<typeof identityApi.pollLink>

/** Polls that hold a connection open; the city's clean stop ends them. */
const waitingOf = perCity(city => {
  const waiting = new Set<() => void>()
  const state = { waiting, stopped: false }
  city.onStop(() => {
    state.stopped = true
    for (const wake of waiting) wake()
  })
  return state
})

/** Waits until the link is no longer as the desktop saw it. An approved one opens a session for the desktop, once. */
export async function pollLink(city: City, call: Call<InputOf<typeof identityApi.pollLink>>): Promise<Reply> {
  const { id, secret, seen = 'waiting' } = call.input
  const link = await whenMoved(city, id, secret, seen)
  switch (link.state) {
    case 'waiting':
    case 'refused':
      return { state: link.state }
    case 'scanned':
      return { state: 'scanned', ...(await by(city, link)) }
    case 'approved':
      return openDesktop(city, call, link)
    case 'opened':
      throw new Refusal('link_expired')
    default:
      return unreachable(link.state)
  }
}

async function openDesktop(city: City, call: Call<unknown>, link: LinkRow): Promise<Reply> {
  const opened = await city.tx(async tx => {
    const person = link.person as string
    const mine = await moveLink(tx, link.id, { from: 'approved', to: 'opened', person, now: city.clock.now() })
    if (!mine) throw new Refusal('link_expired')
    return openSessionIn(city, tx, person, { name: link.deviceName, kind: 'linked' })
  })
  linkMoved(city, link.id, 'opened')
  return { state: 'approved', ...(await by(city, link)), session: await welcome(city, call, opened, 'link') }
}

/** The link once its state differs from what was seen, or as it is when the wait is over. */
async function whenMoved(city: City, id: string, secret: string, seen: string): Promise<LinkRow> {
  const hall = waitingOf(city)
  if (hall.waiting.size >= POLLS_AT_ONCE_MAX) throw new Refusal('busy', { retryMs: POLL_LOOK_MS })
  let wake: (() => void) | undefined
  let moved = false
  // Listens before it looks: what happens in between is not missed.
  const news = city.bus.subscribe(linkSubject(id), () => {
    moved = true
    wake?.()
  })
  const stop = () => wake?.()
  hall.waiting.add(stop)
  try {
    for (let waitedMs = 0; ; waitedMs += POLL_LOOK_MS) {
      moved = false
      const link = await live(city, id, secret)
      if (link.state !== seen || waitedMs >= POLL_WAIT_MS || hall.stopped) return link
      if (moved) continue
      await new Promise<void>(done => {
        const timer = setTimeout(done, POLL_LOOK_MS)
        wake = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
  } finally {
    news.unsubscribe()
    hall.waiting.delete(stop)
  }
}

/** The link, for whoever has its secret, while it lives. */
async function live(city: City, id: string, secret: string): Promise<LinkRow> {
  const link = await linkById(city.db, id)
  if (!link || !timingSafeEqual(link.secret, digest(secret)) || link.expiresAt <= city.clock.now())
    throw new Refusal('link_expired')
  return link
}

async function by(city: City, link: LinkRow): Promise<{ by?: PersonCard }> {
  const [card] = link.person ? await cards(city, [link.person]) : []
  return card ? { by: card } : {}
}
