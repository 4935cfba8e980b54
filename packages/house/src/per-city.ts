import type { City } from './city.ts'

/** State that a module keeps in memory, one for each running city: made at first use and gone with it. */
export function perCity<T>(make: (city: City) => T): (city: City) => T {
  const kept = new WeakMap<City, T>()
  return city => {
    let state = kept.get(city)
    if (state === undefined) kept.set(city, (state = make(city)))
    return state
  }
}
