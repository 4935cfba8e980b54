import { perCity, type City } from '@plaza/house'
import { personOfOpenid } from './store.ts'

/**
 * Who knows people by names in apps that are mini programs of the city: there a merchant knows somebody by the name that
 * the program has for them, which is what its server got when they signed in. Programs are of a higher layer, so whoever
 * starts the city introduces them.
 */
export interface ProgramNames {
  /** The name of a person in an app; undefined where the app is no program of the city. */
  readonly nameOf: (city: City, appid: string, person: string) => Promise<string | undefined>
  /** Who has this name in an app. */
  readonly personOf: (city: City, appid: string, openid: string) => Promise<string | undefined>
}

const chosen = perCity((): { names?: ProgramNames } => ({}))

/** Lets merchants know people by their names in mini programs; called once, by whoever starts the city. */
export function useProgramNames(city: City, names: ProgramNames): void {
  chosen(city).names = names
}

/** The name that a program of the city has for somebody; undefined where there is none. */
export async function nameInProgram(city: City, appid: string, person: string): Promise<string | undefined> {
  return chosen(city).names?.nameOf(city, appid, person)
}

/** Who has this name with a merchant in one of its apps, or in the mini program that the app is. */
export async function personNamed(
  city: City,
  { mchid, appid, openid }: { readonly mchid: string; readonly appid: string; readonly openid: string },
): Promise<string | undefined> {
  const known = await personOfOpenid(city.db, mchid, appid, openid)
  return known?.person ?? chosen(city).names?.personOf(city, appid, openid)
}
