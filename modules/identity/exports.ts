import type { City, Kept } from '@plaza/house'
import { botsOf } from './bots/store.ts'
import { PRIVACY_DEFAULT } from './rules.ts'
import { account, devicesOf } from './store.ts'

/** What the city knows of a person by itself: who they are, how they come in, and on which devices. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  const { passkeys, hasPassword, privacy, ...row } = await account(city.db, person)
  const { id, handle, name, kind, region, language, phone, email, createdAt } = row
  const profile = { id, handle, name, kind, region, language, phone, email, hasPassword, createdAt }
  yield { list: 'identity/profile', rows: [{ ...profile, privacy: { ...PRIVACY_DEFAULT, ...privacy } }] }
  yield { list: 'identity/passkeys', rows: passkeys }
  yield { list: 'identity/devices', rows: (await devicesOf(city.db, person)).map(device => ({ ...device })) }
  const bots = await botsOf(city.db, person)
  yield { list: 'identity/bots', rows: bots.map(bot => ({ id: bot.id, handle: bot.handle, name: bot.name })) }
}
