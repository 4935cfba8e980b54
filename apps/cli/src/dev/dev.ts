import path from 'node:path'
import type { Desk, Options } from '../program/desk.ts'
import { readWhole } from '../program/options.ts'
import { openRegistered } from '../program/project.ts'
import { openSession } from '../program/session.ts'
import { cityCitizen, type Citizen } from './citizen.ts'
import { mustHaveFrame } from './frame.ts'
import { DEV_PORT } from './limits.ts'
import { serveDev } from './serve.ts'
import { watchProject } from './watch.ts'

/**
 * `plaza program dev [FOLDER] [--port N] [--citizen NAME]`: shows the program in a browser of this machine, with every change,
 * until it is ended; run by a citizen of this page's own, or by one whom its makers made up at the city.
 */
export async function dev(desk: Desk, options: Options): Promise<number> {
  const folder = path.resolve(desk.cwd, options.rest[0] ?? '.')
  const port = options.port === undefined ? DEV_PORT : readWhole('--port', options.port, 65_000)
  mustHaveFrame()
  const citizen = options.citizen === undefined ? undefined : await citizenOf(desk, options, folder, options.citizen)
  using watch = await watchProject(folder)
  await using server = await serveDev(watch, port, citizen)
  const { heard } = watch
  watch.heard = build => {
    heard(build)
    for (const line of build.errors) desk.say(line)
    desk.say(build.errors.length > 0 ? 'What ran before goes on running.' : `Built in ${build.ms} ms.`)
  }
  for (const line of [...watch.build.errors, ...watch.build.warnings]) desk.say(line)
  desk.say(`See it at ${server.url} (Ctrl-C ends)`)
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  return 0
}

async function citizenOf(desk: Desk, options: Options, folder: string, name: string): Promise<Citizen> {
  const { appId, about } = openRegistered(folder)
  return cityCitizen(openSession(desk, options, about.city).api, appId, name)
}
