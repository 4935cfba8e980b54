import { makersApi, type Upload } from '@plaza/contract'
import { developerText } from '@plaza/program-wire'
import { Complaint } from '../complaint.ts'
import type { Desk, Options } from './desk.ts'
import { checkProject } from './check.ts'
import { keyFor } from './key.ts'
import { syncProfile } from './profile.ts'
import { openRegistered, type Registered } from './project.ts'
import { openSession, type Session } from './session.ts'
import { signText } from './signing.ts'
import { digestOf, zipOf, type Sources } from './sources.ts'

const LOOK_EVERY_MS = 500
/** The compiler of the city may take two minutes, three times, and others may wait before. */
const LOOKS_MAX = 1_200

/** `plaza program upload --version 1.2.0 [--note …]`: checks, signs and sends the program, and waits until it is compiled. */
export async function upload(desk: Desk, options: Options): Promise<number> {
  const project = openRegistered(desk.cwd)
  const { version, note = '' } = options
  if (version === undefined) throw new Complaint('Which version is it? plaza program upload --version 1.0.0 --note "…"')
  const session = openSession(desk, options, project.about.city)
  const sources = await ready(desk, project)
  await syncProfile(session.api, project)
  await send(desk, session, { project, sources, version, note })
  desk.say(`Version ${version} is there. Next: plaza program submit`)
  return 0
}

/** The sources of a project without errors; tells what is wrong otherwise. */
export async function ready(desk: Desk, project: Registered): Promise<Sources> {
  desk.say('Checking…')
  const { built, lines, errors } = await checkProject(project)
  for (const line of lines) desk.say(line)
  if (errors > 0) throw new Complaint('Nothing was uploaded: mend the errors above.')
  return built.sources
}

export interface Package {
  readonly project: Registered
  readonly sources: Sources
  readonly version: string
  readonly note: string
}

/**
 * Sends a package and waits until the city has compiled it; answers the version's id. A repeat is harmless: the same sources
 * under the same number are the version that is there already.
 */
export async function send(
  desk: Desk,
  session: Session,
  { project, sources, version, note }: Package,
): Promise<string> {
  const { appId } = project
  const { api } = session
  const { id: key, pem } = await keyFor(desk, session)
  const statement = developerText({ format: 1, appId, version, note, sources: digestOf(sources), at: desk.now() })
  const wish = { appId, id: desk.newId(), key, statement, signature: signText(pem, statement) }
  let state = await api.call(makersApi.startUpload, wish)
  if (state.state === 'waiting') {
    const zip = zipOf(sources)
    desk.say(`Uploading ${Math.ceil(zip.byteLength / 1024)} KB, ${sources.size} files…`)
    state = await api.put<Upload>(`/program-uploads/${wish.id}`, zip)
  }
  if (state.state === 'compiling') desk.say('Compiling…')
  for (let looks = 0; state.state === 'waiting' || state.state === 'compiling'; looks++) {
    if (looks >= LOOKS_MAX) throw new Complaint('The city is still compiling. Run the same command again later.')
    await desk.wait(LOOK_EVERY_MS)
    state = await api.call(makersApi.seeUpload, { appId, id: wish.id })
  }
  if (state.state === 'done' && state.versionId) return state.versionId
  throw new Complaint([...state.problems.filter(one => one.severity === 'error').map(told), why(state)].join('\n'))
}

const told = ({ file, line, column, message, remedy }: Upload['problems'][number]): string =>
  `${file}:${line}:${column}: error: ${message}. ${remedy}`

function why({ why: word, message, version }: Upload): string {
  if (word === 'version_taken') return `There is another version ${version} already. Name a higher one.`
  if (word === 'sources_differ') return 'What arrived is not what was signed. Run the command again.'
  return `The city could not compile it${message ? `: ${message}` : ''}.`
}
