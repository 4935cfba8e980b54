import { contactsApi, nearbyApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { answerRequest } from './answer.ts'
import { askFriend } from './ask.ts'
import { changeContact } from './change.ts'
import { personGone, shownAnew } from './closing.ts'
import { myCode, renewMyCode } from './code.ts'
import { expireRequests } from './expire.ts'
import { findPerson } from './find.ts'
import { keptOf } from './exports.ts'
import { EXPIRE_EVERY_MS } from './limits.ts'
import { dropInviteLink, inviteLinks, makeInviteLink } from './links.ts'
import { contactsOfCaller, personAs } from './look.ts'
import { hideNearby, nearby, showNearby } from './nearby.ts'
import { removeContact } from './remove.ts'
import { withdrawRequest } from './withdraw.ts'

export { seedFriendships } from './befriend.ts'
export { openRequest, remarksOn } from './called.ts'
export type { Befriended, Blocked, ContactChanged, Ended, RequestChanged } from './events.ts'
export { areFriends, blockedAmong, isOpen } from './look.ts'
export { directConversationId } from './rules.ts'
export type { Friendship } from './store.ts'

/** Who knows whom: requests, friendships, blocks, and what each person notes about others. */
export const contacts = module({
  name: 'contacts',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(contactsApi.contacts, contactsOfCaller),
    route(contactsApi.findPerson, findPerson),
    route(contactsApi.person, personAs),
    route(contactsApi.myCode, myCode),
    route(contactsApi.renewMyCode, renewMyCode),
    route(contactsApi.inviteLinks, inviteLinks),
    route(contactsApi.makeInviteLink, makeInviteLink),
    route(contactsApi.dropInviteLink, dropInviteLink),
    route(nearbyApi.nearby, nearby),
    route(nearbyApi.showNearby, showNearby),
    route(nearbyApi.hideNearby, hideNearby),
    route(contactsApi.askFriend, askFriend),
    route(contactsApi.answerRequest, answerRequest),
    route(contactsApi.withdrawRequest, withdrawRequest),
    route(contactsApi.changeContact, changeContact),
    route(contactsApi.removeContact, removeContact),
  ],
  listens: {
    'identity.person_closed': shownAnew,
    'identity.person_reopened': shownAnew,
    'identity.person_erased': personGone,
  },
  exports: keptOf,
  chores: { expire: { everyMs: EXPIRE_EVERY_MS, run: expireRequests } },
})
