import type { Module } from '@plaza/house'
import { settleDirect } from './direct.ts'
import { leaveAll } from './leave.ts'
import { notice } from './notices.ts'
import { forgetFolders } from './store-folders.ts'
import { forgetWaiting } from './store-entry.ts'
import { forgetHidden } from './store-hidden.ts'

interface Befriended {
  a: string
  b: string
  request?: string
  note?: string
  from?: string
}

/** What the chat does when other institutions tell what they committed. Each may come twice. */
export const listens: NonNullable<Module['listens']> = {
  'contacts.befriended': async (city, { a, b, request, note, from }: Befriended) =>
    settleDirect(city, a, b, request && note && from ? { id: request, from, note } : undefined),
  'contacts.ended': async (city, { a, b }: { a: string; b: string }) => settleDirect(city, a, b),
  'contacts.blocked': async (city, { by, other }: { by: string; other: string }) => settleDirect(city, by, other),
  'contacts.changed': async (city, { owner, other }: { owner: string; other: string }) =>
    notice(city, owner, 'contacts', { person: other }),
  'contacts.request_changed': async (city, { id, people }: { id: string; people: string[] }) => {
    for (const person of people) await notice(city, person, 'request', { id })
  },
  'identity.person_erased': async (city, { person }: { person: string }) => {
    await leaveAll(city, person)
    await forgetHidden(city.db, person)
    await forgetFolders(city.db, person)
    await forgetWaiting(city.db, person)
  },
  'identity.person_changed': async (city, { person }: { person: string }) => notice(city, person, 'me', {}),
  'bots.hook_disabled': async (city, { bot, owner }: { bot: string; owner: string }) =>
    notice(city, owner, 'me', { bot, hook: 'disabled' }),
  'identity.devices_changed': async (city, { person }: { person: string }) => notice(city, person, 'devices', {}),
}
