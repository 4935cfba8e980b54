import { Complaint } from '../complaint.ts'
import { openApi, type Api } from './api.ts'
import type { Desk, Options } from './desk.ts'
import { readKept, type KeptCity } from './kept.ts'

/** A maker who is signed in to a city. */
export interface Session {
  readonly api: Api
  readonly kept: KeptCity
}

/** The city that is meant: what was typed, what the project says, PLAZA_SERVER, that of the last login. */
export function cityFor(desk: Desk, options: Options, ofProject?: string): string {
  const named = options.city ?? ofProject ?? desk.server ?? readKept(desk.settings).last
  if (named === undefined)
    throw new Complaint('Which city? Run "plaza program login https://city.example", or set PLAZA_SERVER.')
  return originOf(named)
}

/** Signs in with what was kept; says how to when nothing was. */
export function openSession(desk: Desk, options: Options, ofProject?: string): Session {
  const origin = cityFor(desk, options, ofProject)
  const kept = readKept(desk.settings).cities[origin]
  if (!kept) throw new Complaint(`You are not signed in to ${origin}. Run "plaza program login ${origin}".`)
  return { api: openApi(desk, origin, kept.token), kept }
}

/** An address as an origin. A token goes over TLS, unless it stays on this machine. */
export function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isHere = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || isHere)) return url.origin
  throw new Complaint(`The address of a city begins with https:// (on this machine http://): not "${address}".`)
}
