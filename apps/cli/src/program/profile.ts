import { makersApi, mediaApi, type MakerProgram, type ProgramProfile } from '@plaza/contract'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Complaint } from '../complaint.ts'
import type { Api } from './api.ts'
import { PROFILE_FILE, profileOf, type Project, type Registered } from './project.ts'

/** The profile of a project with its icon stored in the city, where it names a picture's file. */
export async function storedProfile(api: Api, project: Project): Promise<ProgramProfile> {
  const { icon } = project.about
  if (icon === undefined || /^[0-9a-f]{64}$/.test(icon)) return profileOf(project, icon)
  const file = path.resolve(project.folder, icon)
  if (!existsSync(file)) throw new Complaint(`${PROFILE_FILE} names the icon ${icon}, which does not exist.`)
  // Named by what it holds: the same picture is the same address however often it is sent.
  const { id } = await api.call(mediaApi.putAvatar, { data: readFileSync(file).toString('base64') })
  return profileOf(project, id)
}

/** Tells the city what `plaza.json` says, when it says something else than before. */
export async function syncProfile(api: Api, project: Registered): Promise<MakerProgram> {
  const { appId } = project
  const [program, profile] = await Promise.all([
    api.call(makersApi.makerProgram, { appId }),
    storedProfile(api, project),
  ])
  if (isDeepStrictEqual(program.profile, profile)) return program
  return api.call(makersApi.setProfile, { appId, profile })
}
