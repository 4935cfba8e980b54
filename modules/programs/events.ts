import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'

export function programInstalled(city: City, appId: string, version: string, files: number): void {
  city.log.info({ appId, version, files }, 'mini program installed')
  city.metrics.count('programs_installed')
}

export function programOpened(city: City): void {
  city.metrics.count('programs_opened')
}

export function programStopped(city: City, appId: string, by: string, stopped: boolean): void {
  city.log.info({ appId, by, stopped }, 'mini program stopped or opened')
  city.metrics.count('programs_stopped', { stopped: stopped ? 'yes' : 'no' })
}

/** Outbox: somebody took everything back from a program. */
export const PROGRAM_FORGOTTEN = 'programs.forgotten'

export async function tellForgotten(city: City, tx: Queries, person: string, appId: string): Promise<void> {
  await city.outbox.emit(tx, PROGRAM_FORGOTTEN, { person, appId })
}

export function programForgotten(city: City, appId: string): void {
  city.log.info({ appId }, 'person took everything back from a mini program')
  city.metrics.count('programs_forgotten')
}

/** `why` is a class of outcome (`2xx`, `refused`, `too_large` …), never an address. */
export function reachedOut(city: City, why: string): void {
  city.metrics.count('program_requests', { why })
}

/** Outbox: what citizens get of a program changed: another version, or it was stopped or opened again. */
export const PROGRAM_CHANGED = 'programs.changed'

export async function tellChanged(city: City, tx: Queries, appId: string, serial: number): Promise<void> {
  await city.outbox.emit(tx, PROGRAM_CHANGED, { appId, serial })
  city.metrics.count('programs_changed')
}
