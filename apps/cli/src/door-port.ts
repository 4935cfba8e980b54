import { Complaint, type Config } from './config.ts'
import { tryPort } from './port.ts'

/** Ports after the city's that are tried. */
const PORTS_TRIED_MAX = 20

interface Door {
  /** The port that was named, if one was. */
  readonly named: number | undefined
  /** Whose it is, and the setting that names it, for people. */
  readonly whose: string
  readonly setting: string
  /** Ports that others of this city have. */
  readonly taken: readonly (number | undefined)[]
}

/**
 * Where one more door of the city listens: the port that was named, else the first free one after the city's that nobody
 * has. Undefined for a process without the api role.
 */
export async function doorPortFor(config: Config, door: Door): Promise<number | undefined> {
  if (!config.roles.includes('api')) return undefined
  const { host, port } = config
  if (door.named !== undefined) {
    if ((await tryPort(host, door.named)) === undefined) return door.named
    throw new Complaint(`Port ${door.named} for ${door.whose} is used. Set ${door.setting}.`)
  }
  for (let next = port + 1; next <= Math.min(port + PORTS_TRIED_MAX, 65_535); next++)
    if (!door.taken.includes(next) && (await tryPort(host, next)) === undefined) return next
  throw new Complaint(`No port from ${port + 1} on is free for ${door.whose}. Set ${door.setting}.`)
}
