import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { checkKeys, lock, unlock, type MasterKey } from '@plaza/vault'

export type { MasterKey } from '@plaza/vault'

/** What whoever starts a city says about the door of its merchants. */
export interface DoorSettings {
  /** Where merchants reach their API, `https://pay.example.org`: an origin of its own, without a path. */
  readonly origin: string
  /** The last one encrypts; all of them decrypt. */
  readonly masterKeys: readonly MasterKey[]
}

const chosen = perCity((): { settings?: DoorSettings } => ({}))

/** Opens the merchants' side of a city; called once, by whoever starts it. */
export function useMerchantDoor(city: City, settings: DoorSettings): void {
  checkKeys(settings.masterKeys)
  chosen(city).settings = { ...settings, origin: settings.origin.replace(/\/+$/, '') }
}

export function doorOf(city: City): DoorSettings {
  const { settings } = chosen(city)
  assert(settings, 'whoever starts the city opens the door of its merchants')
  return settings
}

/** Whether this process serves merchants at all. */
export const hasDoor = (city: City): boolean => chosen(city).settings !== undefined

/** Encrypts a secret for the database. `purpose` says what and whose it is, and must be said again to open it. */
export const lockAway = (city: City, secret: string, purpose: string): Buffer =>
  lock(doorOf(city).masterKeys, secret, purpose)

/** Opens what `lockAway` made; a row that was moved to somebody else does not open. */
export const takeOut = (city: City, locked: Buffer, purpose: string): string =>
  unlock(doorOf(city).masterKeys, locked, purpose)
