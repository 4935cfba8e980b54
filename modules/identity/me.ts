import type { Me } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cardFrom } from './people.ts'
import { PRIVACY_DEFAULT } from './rules.ts'
import { account } from './store.ts'

/** The account as its owner sees it on one device. */
export async function meOf(city: City, person: string, device: string): Promise<Me> {
  const row = await account(city.db, person)
  return {
    person: cardFrom(row),
    language: row.language,
    ...(row.region ? { region: row.region } : {}),
    ...(row.phone ? { phone: row.phone } : {}),
    ...(row.email ? { email: row.email } : {}),
    hasPassword: row.hasPassword,
    passkeys: row.passkeys.map(({ usedAt, ...passkey }) => ({ ...passkey, ...(usedAt === null ? {} : { usedAt }) })),
    privacy: { ...PRIVACY_DEFAULT, ...row.privacy },
    device,
    createdAt: row.createdAt,
  }
}
