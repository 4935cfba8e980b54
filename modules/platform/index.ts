import { platformApi } from '@plaza/contract'
import { module, route, type City, type Module } from '@plaza/house'
import { contentWords, setContentWords } from './content.ts'
import { broadcast, broadcasts, tellFollowers } from './followers/broadcast.ts'
import { followedPrograms, followProgram } from './followers/follow.ts'
import {
  ANSWERS_KEPT_MS,
  BROADCAST_EVERY_MS,
  COLLECT_EVERY_MS,
  LOG_KEPT_MS,
  NEWS_KEPT_MS,
  PUSH_EVERY_MS,
  SWEEP_EVERY_MS,
} from './limits.ts'
import { platformCall, platformLog, replayCall } from './log/show.ts'
import { sweepCalls } from './log/store.ts'
import { managedMenu, managedTemplates, setManagedMenu, setManagedTemplates } from './manage.ts'
import { clickProgramMenu } from './menu.ts'
import { bringNews } from './push/look.ts'
import { dropProgramPush, programPush, setProgramPush } from './push/set.ts'
import { collect } from './service/collect.ts'
import { contactProgram, programService } from './service/contact.ts'
import { forgottenBy } from './sessions.ts'
import { keptOf } from './store-kept.ts'
import { forgetPerson, sweepStore } from './store.ts'
import { userInfoForProgram } from './userinfo.ts'

export { answerPlatform } from './answer.ts'
export { useMakers, usePlatform, type Makers, type PlatformSettings } from './settings.ts'
export { pageSigned } from './ticket.ts'
export { authorizeAnswer, authorizePage, type PageAnswer } from './web/authorize.ts'
export type { PlatformAnswer, PlatformAsk } from './wire.ts'

const listens: NonNullable<Module['listens']> = {
  'identity.person_erased': (city, { person }: { person: string }) => city.db.tx(tx => forgetPerson(tx, person, null)),
  'programs.forgotten': forgottenBy,
}

const sweep = async (city: City): Promise<void> => {
  const now = city.clock.now()
  await sweepStore(city.db, now, { news: now - NEWS_KEPT_MS, answers: now - ANSWERS_KEPT_MS })
  await sweepCalls(city.db, now - LOG_KEPT_MS)
}

/** What servers of mini programs speak with the city, and the accounts as which they speak with citizens. */
export const platform = module({
  name: 'platform',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(platformApi.contactProgram, contactProgram),
    route(platformApi.programService, programService),
    route(platformApi.followProgram, followProgram),
    route(platformApi.followedPrograms, followedPrograms),
    route(platformApi.clickProgramMenu, clickProgramMenu),
    route(platformApi.userInfoForProgram, userInfoForProgram),
    route(platformApi.programPush, programPush),
    route(platformApi.setProgramPush, setProgramPush),
    route(platformApi.dropProgramPush, dropProgramPush),
    route(platformApi.managedTemplates, managedTemplates),
    route(platformApi.setManagedTemplates, setManagedTemplates),
    route(platformApi.managedMenu, managedMenu),
    route(platformApi.setManagedMenu, setManagedMenu),
    route(platformApi.platformLog, platformLog),
    route(platformApi.platformCall, platformCall),
    route(platformApi.replayCall, replayCall),
    route(platformApi.broadcast, broadcast),
    route(platformApi.broadcasts, broadcasts),
    route(platformApi.contentWords, contentWords),
    route(platformApi.setContentWords, setContentWords),
  ],
  listens,
  chores: {
    collect: { everyMs: COLLECT_EVERY_MS, run: collect },
    push: { everyMs: PUSH_EVERY_MS, run: bringNews },
    broadcast: { everyMs: BROADCAST_EVERY_MS, run: tellFollowers },
    sweep: { everyMs: SWEEP_EVERY_MS, run: sweep },
  },
})
