import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { programOf } from '@plaza/programs'
import { checkKeys, type MasterKey } from '@plaza/vault'

/** What whoever starts a city says about the API of programs' servers. */
export interface PlatformSettings {
  /** Where servers reach it: an origin of its own, without a path. */
  readonly origin: string
  readonly masterKeys: readonly MasterKey[]
}

/** Who stands behind programs, as the registry of makers knows it; undefined for programs that it does not have. */
export interface Makers {
  /** Whether a person may set what a program's server may do and hear. */
  mayManage(city: City, appId: string, person: string): Promise<boolean | undefined>
  /** Names whoever answers for a program: its programs know a person by one more name (unionid). */
  makerOf(city: City, appId: string): Promise<string | undefined>
}

const chosen = perCity((): { settings?: PlatformSettings; makers?: Makers } => ({}))

/** Opens the API of programs' servers; called once, by whoever starts the city. */
export function usePlatform(city: City, settings: PlatformSettings): void {
  checkKeys(settings.masterKeys)
  chosen(city).settings = { ...settings, origin: settings.origin.replace(/\/+$/, '') }
}

/** Has the registry of makers say who stands behind its programs; behind others stand their owners. */
export function useMakers(city: City, makers: Makers): void {
  chosen(city).makers = makers
}

export function platformOf(city: City): PlatformSettings {
  const { settings } = chosen(city)
  assert(settings, 'whoever starts the city opens the API of programs')
  return settings
}

export const hasPlatform = (city: City): boolean => chosen(city).settings !== undefined

/** Whether a person may set what a program's server may do and hear: its maker, or the owner of one that came with the city. */
export async function mayManage(city: City, appId: string, person: string): Promise<boolean> {
  const known = await chosen(city).makers?.mayManage(city, appId, person)
  return known ?? (await programOf(city, appId))?.owner === person
}

/** Names whoever answers for a program. */
export async function makerOf(city: City, appId: string): Promise<string> {
  const known = await chosen(city).makers?.makerOf(city, appId)
  if (known !== undefined) return known
  const program = await programOf(city, appId)
  return program?.owner ?? `maker ${program?.maker ?? appId}`
}
