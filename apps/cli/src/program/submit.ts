import { makersApi } from '@plaza/contract'
import { Complaint } from '../complaint.ts'
import { Refused } from './api.ts'
import type { Desk, Options } from './desk.ts'
import { toldFinding } from './findings.ts'
import { syncProfile } from './profile.ts'
import { openRegistered } from './project.ts'
import { openSession } from './session.ts'
import { findVersion, isPreview, versionNumbered } from './versions.ts'

/** `plaza program submit [VERSION]`: asks for review of a version, by default the newest, with the profile as it is now. */
export async function submit(desk: Desk, options: Options): Promise<number> {
  const project = openRegistered(desk.cwd)
  const { appId } = project
  const { api } = openSession(desk, options, project.about.city)
  await syncProfile(api, project)
  const number = options.rest[0] ?? options.version
  const found = number
    ? await versionNumbered(api, appId, number)
    : await findVersion(api, appId, one => !isPreview(one))
  if (!found) throw new Complaint('There is no version yet. Run "plaza program upload --version 1.0.0".')
  const ofVersion = { appId, version: found.id }
  if (found.approved) {
    desk.say(`Version ${found.version} was approved already. Next: plaza program release`)
    return 0
  }
  try {
    await api.call(makersApi.submitVersion, ofVersion)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'checks_failed') throw error
    const { findings } = await api.call(makersApi.checkVersion, ofVersion)
    for (const finding of findings) desk.say(toldFinding(finding))
    throw new Complaint(`Version ${found.version} was not submitted: mend the errors above.`)
  }
  desk.say(`Version ${found.version} waits for review. How it stands: plaza program status`)
  return 0
}
