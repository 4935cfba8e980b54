import { perCity, type City } from '@plaza/house'
import { pushConfig, type PushConfig } from './connect.ts'
import { sent } from './events.ts'
import { CALLS_AT_ONCE, CALLS_PER_LOOK, LEASE_MS, RETRY_MS, TRIES_MAX } from './limits.ts'
import { send } from './send.ts'
import { dropSubscription } from './store.ts'
import { dropCall, putOff, takeCalls, type DueCall } from './store-calls.ts'

/** Calls of this process that are under way. */
const underWay = perCity(city => {
  const all = new Set<Promise<void>>()
  city.onStop(async () => {
    await Promise.all(all)
  })
  return all
})

/** Begins to send what is due. Push services may be slow, so the worker does not wait for them. */
export async function deliver(city: City): Promise<void> {
  const config = pushConfig(city)
  if (!config) return
  const running = underWay(city)
  const room = Math.min(CALLS_PER_LOOK, CALLS_AT_ONCE * 4 - running.size)
  if (room <= 0) return
  const now = city.clock.now()
  const due = await takeCalls(city.db, now, now + LEASE_MS, room)
  const lines = Math.min(CALLS_AT_ONCE, due.length)
  for (let i = 0; i < lines; i++) {
    const work = inTurn(city, config, due).finally(() => running.delete(work))
    running.add(work)
  }
}

/** Takes one call after the other from those that are due. */
async function inTurn(city: City, config: PushConfig, due: DueCall[]): Promise<void> {
  for (let call = due.shift(); call; call = due.shift()) {
    await settle(city, config, call).catch((error: unknown) => city.log.error({ err: error }, 'call broke'))
  }
}

async function settle(city: City, config: PushConfig, call: DueCall): Promise<void> {
  const answer = await send(city, config, call)
  sent(city, answer)
  if (answer === 'later' && call.tries < TRIES_MAX)
    return putOff(city.db, call, city.clock.now() + RETRY_MS * 2 ** (call.tries - 1))
  if (answer === 'gone') await dropSubscription(city.db, call.subscription)
  await dropCall(city.db, call)
}

/** For tests: resolves when nothing is under way. */
export async function delivering(city: City): Promise<void> {
  await Promise.all(underWay(city))
}
