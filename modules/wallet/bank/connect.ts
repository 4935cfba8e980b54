import type { BankConnector } from '@plaza/banking'
import { perCity, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'

const chosen = perCity((): { connector?: BankConnector } => ({}))

/** Gives the city its bank; called once, by whoever starts it. Without one, nobody can link an account. */
export function useBank(city: City, connector: BankConnector): void {
  chosen(city).connector = connector
}

export const hasBank = (city: City): boolean => chosen(city).connector !== undefined

/** The bank of the city; refuses where there is none (`bank_unavailable`). */
export function bankOf(city: City): BankConnector {
  const { connector } = chosen(city)
  if (!connector) throw new Refusal('bank_unavailable')
  return connector
}
