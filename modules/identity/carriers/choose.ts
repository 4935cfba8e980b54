import type { ReplyOf, identityApi } from '@plaza/contract'
import { perCity, type City } from '@plaza/house'
import { CARRIER_MESSAGES_MAX } from '../limits.ts'
import type { AddressKind } from '../rules.ts'
import type { Carrier } from './port.ts'
import { sandboxCarrier } from './sandbox.ts'
import { smtpCarrier } from './smtp.ts'
import { carrierMessages } from './store.ts'

/** The city's carriers: e-mail by SMTP where a server is set, everything else in the sandbox. */
export const carriersOf = perCity((city): Readonly<Record<AddressKind, Carrier>> => {
  const sandbox = sandboxCarrier(city)
  const { smtpUrl } = city.config
  return { email: smtpUrl ? smtpCarrier(city, smtpUrl) : sandbox, phone: sandbox }
})

/** What the sandbox holds, for an operator; `carrier` says which carriers are at work. */
export async function seeCarrier(city: City): Promise<ReplyOf<typeof identityApi.carrierMessages>> {
  const { email, phone } = carriersOf(city)
  return {
    carrier: `email: ${email.name}, phone: ${phone.name}`,
    messages: await carrierMessages(city.db, CARRIER_MESSAGES_MAX),
  }
}
