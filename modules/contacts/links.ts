import { limits, type InputOf, type InviteLink, type contactsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { days, Refusal } from '@plaza/kernel'
import { CODE_SECRET_BYTES } from './limits.ts'
import { codeUrl, makeSecret } from './rules.ts'
import * as store from './store-links.ts'

/** The caller's links that still invite, newest first. */
export async function inviteLinks(city: City, call: Call<object>): Promise<{ links: InviteLink[] }> {
  const rows = await store.linksOf(city.db, call.by.person, city.clock.now())
  return { links: rows.map(row => shown(city, row)) }
}

/** Makes a link that invites for some days. The same id finds the same link, also once it is over. */
export async function makeInviteLink(
  city: City,
  { by, input }: Call<InputOf<typeof contactsApi.makeInviteLink>>,
): Promise<InviteLink> {
  const at = city.clock.now()
  const row = { id: input.id, person: by.person, at, expiresAt: at + days(input.days) }
  const secret = makeSecret(city.dice.bytes(CODE_SECRET_BYTES))
  return city.db.tx(async tx => {
    await store.lockLinks(tx, by.person)
    const before = await store.linkById(tx, input.id)
    if (before) {
      if (before.person !== by.person || before.expiresAt - before.at !== days(input.days))
        throw new Refusal('exists_different')
      return shown(city, before)
    }
    if ((await store.linksOf(tx, by.person, at)).length >= limits.INVITE_LINKS_MAX)
      throw new Refusal('too_many_invite_links', { max: limits.INVITE_LINKS_MAX })
    await store.putLink(tx, { ...row, secret })
    return shown(city, { ...row, secret })
  })
}

/** Takes a link of the caller's back. */
export async function dropInviteLink(city: City, { by, input }: Call<{ id: string }>): Promise<{ done: true }> {
  await store.dropLink(city.db, by.person, input.id)
  return { done: true }
}

const shown = (city: City, { id, secret, at, expiresAt }: store.LinkRow): InviteLink => ({
  id,
  url: codeUrl(city.config.publicUrl, secret),
  at,
  expiresAt,
})
