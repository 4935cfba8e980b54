import { makersApi } from '@plaza/contract'
import { renderUnicodeCompact } from 'uqr'
import type { Desk, Options } from './desk.ts'
import { syncProfile } from './profile.ts'
import { openRegistered } from './project.ts'
import { openSession } from './session.ts'
import { digestOf } from './sources.ts'
import { ready, send } from './upload.ts'

const DIGEST_DIGITS = 12

/** `plaza program preview`: uploads the program as it is for its team to try, and shows the code that opens it on a phone. */
export async function preview(desk: Desk, options: Options): Promise<number> {
  const project = openRegistered(desk.cwd)
  const { appId, about } = project
  const session = openSession(desk, options, about.city)
  const { api } = session
  const sources = await ready(desk, project)
  await syncProfile(api, project)
  // Named by what it holds: unchanged sources are not uploaded twice.
  const version = `0.0.0-preview.${digestOf(sources).slice(0, DIGEST_DIGITS)}`
  const id = await send(desk, session, { project, sources, version, note: options.note ?? 'Preview' })
  const { trial } = await api.call(makersApi.makerProgram, { appId })
  if (trial !== id) await api.call(makersApi.setTrial, { appId, version: id })
  const url = `${api.origin}/trial/${appId}`
  desk.say(renderUnicodeCompact(url))
  desk.say(`Scan this with a phone of somebody in the team, or open it where they are signed in:\n${url}`)
  return 0
}
