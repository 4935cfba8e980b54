import { programsApi } from '@plaza/contract'
import { module, route, type City, type Module } from '@plaza/house'
import {
  forgetProgram,
  grantProgram,
  knownToPrograms,
  noteProgramAct,
  programActs,
  programWord,
  setProgramWord,
} from './consent.ts'
import { PROGRAM_CHANGED } from './events.ts'
import { myPrograms, seeProgram, starProgram } from './find.ts'
import { ACT_LIFE_MS, SWEEP_EVERY_MS } from './limits.ts'
import { loginProgram, phoneForProgram } from './login.ts'
import { nearbyPrograms } from './nearby.ts'
import { dropOldSalts, reportProgram } from './numbers/count.ts'
import { allPrograms, stopProgram } from './office.ts'
import { openProgram, programSerial } from './open.ts'
import { findPrograms, wordPrograms } from './search.ts'
import { shareProgram } from './share.ts'
import { starPage } from './star-page.ts'
import { setProgramStorage } from './storage.ts'
import { keptOf } from './store-kept.ts'
import { forget, sweepPersons } from './store-person.ts'
import { dropSubscriptions } from './store-subscribe.ts'
import { tellOpeners } from './tell.ts'
import { programTemplates, subscribe } from './subscribe.ts'

export { reachOut, type EgressAnswer, type EgressAsk, type EgressKind } from './egress.ts'
export { programFirst, type ProgramFirst } from './first.ts'
export {
  installProgram,
  isInstalled,
  keepVersion,
  putFiles,
  type CompiledProgram,
  type Installation,
} from './install.ts'
export { programOrigin, usePrograms, type ProgramSettings } from './keys.ts'
export { loginMadeUp, openidIn, whoLoggedIn, whosePhone } from './login.ts'
export { beginLook, endLook, endLooks } from './look.ts'
export { cityNumbers, numbersOf } from './numbers/read.ts'
export { programFile } from './open.ts'
export { changeTesters, endShare, registerProgram, releaseProgram, releaseToShare, tryProgram } from './releases.ts'
export { inShare } from './which.ts'
export { vectorOf } from './words.ts'
export { openSocket, type SocketAsk } from './sockets.ts'
export { allTemplates, mayUse, personBehind, programOf, programsKnowing, sessionKeyOf, setTemplates } from './door.ts'
export { mustOpen, mustProgram } from './find.ts'
export { renewSecret, secretFits, setSecret } from './secret.ts'
export { postNotice, type Notice } from './post-notice.ts'
export { bringNotice, type NoticeOutcome, type NoticeWish } from './subscribe.ts'
export {
  cardOf,
  mayReach,
  saidIn,
  type Domains,
  type Profile,
  type ProgramRow,
  type Template,
  type Words,
} from './rules.ts'

const listens: NonNullable<Module['listens']> = {
  [PROGRAM_CHANGED]: tellOpeners,
  'identity.person_erased': (city, { person }: { person: string }) =>
    city.tx(async tx => {
      await forget(tx, person, null)
      await dropSubscriptions(tx, person, null)
    }),
}

/** Mini programs: which there are, what runs, and what each may do and keep for whom. */
export const programs = module({
  name: 'programs',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(programsApi.myPrograms, myPrograms),
    route(programsApi.knownToPrograms, knownToPrograms),
    route(programsApi.allPrograms, allPrograms),
    route(programsApi.programWord, programWord),
    route(programsApi.setProgramWord, setProgramWord),
    route(programsApi.programs, findPrograms),
    route(programsApi.program, seeProgram),
    route(programsApi.programSerial, programSerial),
    route(programsApi.nearbyPrograms, nearbyPrograms),
    route(programsApi.reportProgram, reportProgram),
    route(programsApi.openProgram, openProgram),
    route(programsApi.starProgram, starProgram),
    route(programsApi.starPage, starPage),
    route(programsApi.setProgramStorage, setProgramStorage),
    route(programsApi.loginProgram, loginProgram),
    route(programsApi.phoneForProgram, phoneForProgram),
    route(programsApi.grantProgram, grantProgram),
    route(programsApi.programActs, programActs),
    route(programsApi.noteProgramAct, noteProgramAct),
    route(programsApi.forgetProgram, forgetProgram),
    route(programsApi.shareProgram, shareProgram),
    route(programsApi.stopProgram, stopProgram),
    route(programsApi.programTemplates, programTemplates),
    route(programsApi.subscribeProgram, subscribe),
  ],
  listens,
  chores: {
    words: { everyMs: SWEEP_EVERY_MS, run: wordPrograms },
    salts: { everyMs: SWEEP_EVERY_MS, run: dropOldSalts },
    sweep: {
      everyMs: SWEEP_EVERY_MS,
      run: (city: City) => sweepPersons(city.db, city.clock.now(), city.clock.now() - ACT_LIFE_MS),
    },
  },
})
