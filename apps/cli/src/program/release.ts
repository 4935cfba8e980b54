import { makersApi, type MakerProgram, type MakerVersion } from '@plaza/contract'
import { derivedId } from '@plaza/kernel'
import { Complaint } from '../complaint.ts'
import type { Api } from './api.ts'
import type { Desk, Options } from './desk.ts'
import { readWhole } from './options.ts'
import { openRegistered } from './project.ts'
import { openSession } from './session.ts'
import { findVersion, versionNumbered } from './versions.ts'

const ALL = 100

/** `plaza program release [VERSION] [--percent N]`: gives an approved version to everybody, or to a share of the people. */
export async function release(desk: Desk, options: Options): Promise<number> {
  const { appId, about } = openRegistered(desk.cwd)
  const { api } = openSession(desk, options, about.city)
  const percent = options.percent === undefined ? ALL : readWhole('--percent', options.percent, ALL)
  const program = await api.call(makersApi.makerProgram, { appId })
  const chosen = await choose(api, program, options.rest[0] ?? options.version)
  if (!stands(program, chosen, percent)) {
    // What the release before it was stands in the id: a repeat is the same step, and a later wish is another one.
    const id = derivedId('release', appId, chosen.id, String(percent), String(program.serial))
    await api.call(makersApi.releaseVersion, { appId, id, version: chosen.id, percent })
  }
  desk.say(
    percent === ALL
      ? `Everybody gets version ${chosen.version}: ${api.origin}/mp/${appId}`
      : `${percent} % of the people get version ${chosen.version}. More: plaza program release --percent …`,
  )
  return 0
}

/** Whether it was released so already, as when an answer was lost. */
function stands({ released, grey }: MakerProgram, { id }: MakerVersion, percent: number): boolean {
  return percent === ALL ? released?.id === id && !grey : grey?.id === id && grey.percent === percent
}

async function choose(api: Api, { appId, grey }: MakerProgram, number: string | undefined): Promise<MakerVersion> {
  if (number !== undefined) return versionNumbered(api, appId, number)
  if (grey) return versionNumbered(api, appId, grey.version)
  const newest = await findVersion(api, appId, one => one.approved && one.state !== 'old')
  if (!newest) throw new Complaint('No version was approved yet. See "plaza program status".')
  return newest
}
