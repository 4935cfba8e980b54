import { makersApi, type MakerProgram } from '@plaza/contract'
import { derivedId } from '@plaza/kernel'
import { Complaint } from '../complaint.ts'
import type { Desk, Options } from './desk.ts'
import { writeCity, type Rollback } from './kept.ts'
import { openRegistered } from './project.ts'
import { openSession, type Session } from './session.ts'
import { versionNumbered } from './versions.ts'

/** `plaza program rollback [VERSION]`: ends a grey release, or goes back to the version before, or to the one that is named. */
export async function rollback(desk: Desk, options: Options): Promise<number> {
  const { appId, about } = openRegistered(desk.cwd)
  const session = openSession(desk, options, about.city)
  const { api, kept } = session
  const program = await api.call(makersApi.makerProgram, { appId })
  const number = options.rest[0] ?? options.version
  const wish = await wishOf(session, program, number)
  const { released, grey, serial } = program
  if (!(released?.version === wish.version && !grey)) {
    if (number === undefined) writeCity(desk.settings, api.origin, { rollbacks: { ...kept.rollbacks, [appId]: wish } })
    const { id: version } = await versionNumbered(api, appId, wish.version)
    const id = derivedId('rollback', appId, version, String(serial))
    await api.call(makersApi.rollbackProgram, { appId, id, version })
  }
  const { [appId]: _done, ...rollbacks } = kept.rollbacks ?? {}
  writeCity(desk.settings, api.origin, { rollbacks })
  desk.say(`Everybody gets version ${wish.version} again, open programs within a minute.`)
  return 0
}

/** Where to go back to. Without a name, a wish whose answer was lost is taken up instead of going back once more. */
async function wishOf({ api, kept }: Session, program: MakerProgram, number?: string): Promise<Rollback> {
  const { appId, released, grey, serial } = program
  if (number !== undefined) return { version: number, serial }
  const before = kept.rollbacks?.[appId]
  const isDone = before && released?.version === before.version && !grey && serial > before.serial
  if (before && (isDone || serial === before.serial)) return before
  if (!released) throw new Complaint('Nothing was released yet.')
  if (grey) return { version: released.version, serial }
  const { steps } = await api.call(makersApi.releaseSteps, { appId })
  const releases = steps.filter(step => step.kind === 'release')
  // The newest stand first: what was everybody's when this version first became so.
  const since = releases.findLastIndex(step => step.versionId === released.id)
  const earlier = since < 0 ? undefined : releases[since + 1]
  if (!earlier) throw new Complaint('There is no version before this one.')
  return { version: earlier.version, serial }
}
