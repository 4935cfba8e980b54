import { dossierApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { askCopy, lastCopy } from './ask.ts'
import { LOOK_MS, SWEEP_EVERY_MS } from './limits.ts'
import { endAll } from './store.ts'
import { sweep, work } from './work.ts'

export { fileOfCopy } from './ask.ts'
export { useInstitutions } from './work.ts'
export { writeDossier } from './write.ts'

/** Gives people a copy of everything that the city keeps of them. */
export const dossier = module({
  name: 'dossier',
  sql: new URL('./sql/', import.meta.url),
  routes: [route(dossierApi.dossier, lastCopy), route(dossierApi.askDossier, askCopy)],
  listens: {
    'identity.person_erased': (city, { person }: { person: string }) => endAll(city.db, person, city.clock.now()),
  },
  chores: { work: { everyMs: LOOK_MS, run: work }, sweep: { everyMs: SWEEP_EVERY_MS, run: sweep } },
})
