import { botsApi, chatApi } from '@plaza/contract'
import { module, route, type Module } from '@plaza/house'
import { botOf } from '@plaza/identity'
import { LOOK_MS } from './limits.ts'
import { look } from './look.ts'
import { enableWebhook, myBots } from './owned.ts'
import { poll } from './poll.ts'
import { addHook } from './store.ts'

export { gather, type Parcel } from './gather.ts'

const listens: NonNullable<Module['listens']> = {
  'identity.person_created': async (city, { person }: { person: string }) => {
    if ((await botOf(city, person))?.webhook) await addHook(city.db, person, city.clock.now())
  },
}

/** Brings the events of bots' conversations to their webhooks and long polls. */
export const bots = module({
  name: 'bots',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(chatApi.botUpdates, (city, { by, input }) => poll(city, by.person, input.u, input.waitMs ?? 0)),
    route(botsApi.myBots, myBots),
    route(botsApi.enableWebhook, enableWebhook),
  ],
  listens,
  chores: { hooks: { everyMs: LOOK_MS, run: look } },
})
