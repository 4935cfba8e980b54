import { botsApi, identityApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { makeBot } from './bots/make.ts'
import { removeBot } from './bots/list.ts'
import { seeCarrier } from './carriers/choose.ts'
import { changeMe } from './change-me.ts'
import { closeBotsOf, closeMe } from './close.ts'
import { addAddress } from './codes/add-address.ts'
import { sendCode } from './codes/send.ts'
import { useCode } from './codes/use.ts'
import { answerDeviceCode, seeDeviceCode } from './device-codes/answer.ts'
import { PERSON_CLOSED } from './events.ts'
import { eraseClosed } from './erase.ts'
import { keptOf } from './exports.ts'
import { ERASE_EVERY_MS, SWEEP_EVERY_MS } from './limits.ts'
import { answerLink, scanLink } from './links/answer.ts'
import { pollLink } from './links/poll.ts'
import { startLink } from './links/start.ts'
import { meOf } from './me.ts'
import { passkeyFinish } from './passkeys/finish.ts'
import { passkeyOptions } from './passkeys/options.ts'
import { removePasskey } from './passkeys/remove.ts'
import { cards } from './people.ts'
import { removeAddress } from './remove-address.ts'
import { devices, revokeDevice, signOut } from './sessions.ts'
import { setPassword } from './set-password.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { sweep } from './sweep.ts'

export { authenticate } from './authenticate.ts'
export { botOf, botsOwnedBy } from './bots/list.ts'
export { createBot, type BotToCreate, type MadeBot } from './bots/make.ts'
export type { BotRow } from './bots/store.ts'
export type { Carrier, Message } from './carriers/port.ts'
export { closePerson } from './close.ts'
export { createPeople, createPerson, type PersonToCreate } from './create-people.ts'
export { askDeviceCode, type DeviceCode } from './device-codes/ask.ts'
export { takeDeviceSession, type DeviceAnswer } from './device-codes/take.ts'
export { DEVICES_CHANGED, PERSON_CHANGED, PERSON_CREATED, REVOKED_SUBJECT, type Revoked } from './events.ts'
export {
  activePerson,
  cards,
  findByHandle,
  findByPhone,
  known,
  languageOf,
  phoneOf,
  privacyOf,
  type Known,
} from './people.ts'
export { passkeySigned, passkeySignOptions } from './passkeys/sign.ts'
export { hashPassword, passwordFits } from './passwords.ts'
export { proveAgain } from './prove-again.ts'
export { closeSession, deviceSince, openSession, type NewSession } from './sessions.ts'

/** Who lives in the city, how they prove it, and on which devices. */
export const identity = module({
  name: 'identity',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(identityApi.signUp, signUp),
    route(identityApi.signIn, signIn),
    route(identityApi.signOut, signOut),
    route(identityApi.sendCode, sendCode),
    route(identityApi.useCode, useCode),
    route(identityApi.addAddress, addAddress),
    route(identityApi.removeAddress, removeAddress),
    route(identityApi.passkeyOptions, passkeyOptions),
    route(identityApi.passkeyFinish, passkeyFinish),
    route(identityApi.removePasskey, removePasskey),
    route(identityApi.setPassword, setPassword),
    route(identityApi.whoAmI, async (city, { session }) =>
      session ? { me: await meOf(city, session.person, session.device) } : {},
    ),
    route(identityApi.me, (city, call) => meOf(city, call.by.person, call.by.device)),
    route(identityApi.changeMe, changeMe),
    route(identityApi.closeMe, closeMe),
    route(identityApi.devices, devices),
    route(identityApi.revokeDevice, revokeDevice),
    route(identityApi.startLink, startLink),
    route(identityApi.pollLink, pollLink),
    route(identityApi.scanLink, scanLink),
    route(identityApi.answerLink, answerLink),
    route(identityApi.seeDeviceCode, seeDeviceCode),
    route(identityApi.answerDeviceCode, answerDeviceCode),
    route(identityApi.people, async (city, call) => ({ people: await cards(city, call.input.ids) })),
    route(identityApi.carrierMessages, seeCarrier),
    route(botsApi.makeBot, makeBot),
    route(botsApi.removeBot, removeBot),
  ],
  exports: keptOf,
  listens: { [PERSON_CLOSED]: closeBotsOf },
  chores: {
    sweep: { everyMs: SWEEP_EVERY_MS, run: sweep },
    erase: { everyMs: ERASE_EVERY_MS, run: eraseClosed },
  },
})
