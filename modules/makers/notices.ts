import type { City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import { postNotice, saidIn } from '@plaza/programs'
import { crawlOf, shotsOf } from './crawl/store.ts'
import { programByApp } from './store.ts'
import { memberOf } from './teams/store.ts'
import { testerOf } from './testers/store.ts'
import { versionById } from './versions/store.ts'

/** Tells somebody in their conversation with the service that makers ask them to try a program. Safe to repeat. */
export async function testerAsked(city: City, { appId, person }: { appId: string; person: string }): Promise<void> {
  const [program, tester] = await Promise.all([programByApp(city.db, appId), testerOf(city.db, appId, person)])
  if (!program || !tester?.invited) return
  const language = await languageOf(city, person)
  const { names, icon } = program.profile
  await postNotice(city, {
    id: derivedId('makers.tester', appId, person, String(tester.since)),
    person,
    program: { appId, names, icon: icon ?? null },
    title: sentence(language, 'notice.trial', { name: saidIn(names, language) }),
    rows: [[sentence(language, 'notice.trial.team'), program.teamName]],
    path: '/programs',
  })
}

/** Tells whoever submitted a version what the city's browser found in it. Safe to repeat. */
export async function lookedAt(city: City, { version: id }: { version: string }): Promise<void> {
  const [version, crawl] = await Promise.all([versionById(city.db, id), crawlOf(city.db, id)])
  if (!version?.submittedBy || !crawl || crawl.endedAt === null) return
  const { appId, submittedBy: person } = version
  const program = await programByApp(city.db, appId)
  if (!program || !(await memberOf(city.db, program.team, person))) return
  const [language, shots] = await Promise.all([languageOf(city, person), shotsOf(city.db, id)])
  const { names, icon } = program.profile
  const opened = shots.filter(shot => shot.opened).length
  const errors = shots.reduce((sum, shot) => sum + shot.errors.length, 0)
  const failed = crawl.state === 'failed'
  await postNotice(city, {
    id: derivedId('makers.looked_at', id, String(crawl.endedAt)),
    person,
    program: { appId, names, icon: icon ?? null },
    title: sentence(language, failed ? 'notice.look.failed' : 'notice.look', { version: version.version }),
    rows: [
      [sentence(language, 'notice.look.opened'), `${opened} / ${crawl.pages}`],
      [sentence(language, 'notice.look.errors'), String(errors)],
    ],
    path: `/me/makers/${appId}/versions/${id}`,
  })
}
