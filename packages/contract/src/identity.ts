import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import {
  BlobId,
  Done,
  Handle,
  Instant,
  Language,
  Name,
  nothing,
  Password,
  PersonCard,
  PersonId,
  Uuid,
} from './types.ts'

export * from './identity-devices.ts'

/** What a person lets others do and see; every switch is theirs alone. */
export const Privacy = T.Object({
  findByHandle: T.Boolean(),
  findByPhone: T.Boolean(),
  /** Strangers may send a friend request (else only by QR code). */
  acceptRequests: T.Boolean(),
  /** Read marks are shown to those who show theirs: mutual, off by default. */
  readReceipts: T.Boolean(),
  showTyping: T.Boolean(),
})
export type Privacy = Static<typeof Privacy>

export const Me = T.Object({
  person: PersonCard,
  language: Language,
  region: T.Optional(T.String()),
  phone: T.Optional(T.String()),
  email: T.Optional(T.String()),
  hasPassword: T.Boolean(),
  passkeys: T.Array(T.Object({ id: T.String(), name: T.String(), createdAt: Instant, usedAt: T.Optional(Instant) })),
  privacy: Privacy,
  device: Uuid,
  createdAt: Instant,
})
export type Me = Static<typeof Me>

export const Device = T.Object({
  id: Uuid,
  name: T.String(),
  kind: T.Union([T.Literal('browser'), T.Literal('linked'), T.Literal('bot')]),
  createdAt: Instant,
  usedAt: Instant,
  current: T.Boolean(),
})
export type Device = Static<typeof Device>

/** A session was opened: browsers keep it in an HttpOnly cookie, programs send `token` as a bearer. */
export const SignedIn = T.Object({ me: Me, token: T.String() })
export type SignedIn = Static<typeof SignedIn>

const DeviceName = T.String({ minLength: 1, maxLength: 80 })
/** E-mail address or phone number in E.164 form. */
const Address = T.String({ minLength: 5, maxLength: 120 })
const Code = T.String({ pattern: `^[0-9]{${limits.CODE_DIGITS}}$` })
/** WebAuthn's own JSON (Level 3, `PublicKeyCredential.toJSON()`); the server's library checks it in depth. */
const WebAuthnJson = T.Record(T.String(), T.Unknown())

/** Shown again before what cannot be undone: the password, a code sent to an address of the account, or a passkey (`sign-in` ceremony). */
export const Proof = T.Union([
  T.Object({ password: Password }),
  T.Object({ codeId: Uuid, code: Code }),
  T.Object({ ceremonyId: Uuid, answer: WebAuthnJson }),
])
export type Proof = Static<typeof Proof>

export const signUp = endpoint({
  verb: 'POST',
  path: '/identity/sign-up',
  doc: 'Open an account with a handle and a password; a repeat with the same id, handle and password signs in.',
  who: 'anyone',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    handle: Handle,
    name: Name,
    password: Password,
    language: Language,
    region: T.Optional(T.String({ maxLength: 60 })),
    deviceName: DeviceName,
  }),
  reply: SignedIn,
  refusals: [
    'exists_different',
    'handle_taken',
    'handle_invalid',
    'name_invalid',
    'password_too_weak',
    'wrong_credentials',
    'account_closed',
  ],
})
export const signIn = endpoint({
  verb: 'POST',
  path: '/identity/sign-in',
  doc: 'Sign in with a handle and a password.',
  who: 'anyone',
  perMinute: 10,
  input: T.Object({ handle: T.String({ minLength: 1, maxLength: 120 }), password: Password, deviceName: DeviceName }),
  reply: SignedIn,
  refusals: ['wrong_credentials', 'account_closed'],
})
export const signOut = endpoint({
  verb: 'POST',
  path: '/identity/sign-out',
  doc: 'End this session.',
  who: 'person',
  input: nothing,
  reply: Done,
})

export const sendCode = endpoint({
  verb: 'POST',
  path: '/identity/codes',
  doc: 'Send a one-time code to an e-mail address or phone. Answers the same whether or not the address is known.',
  who: 'anyone',
  perMinute: 6,
  input: T.Object({ id: Uuid, to: Address, language: Language }),
  reply: T.Object({ id: Uuid, expiresAt: Instant }),
  refusals: ['code_not_sent', 'exists_different'],
})
export const useCode = endpoint({
  verb: 'POST',
  path: '/identity/codes/:id/use',
  doc: 'Sign in with a one-time code; with `person`, open an account for a new address.',
  who: 'anyone',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    code: Code,
    deviceName: DeviceName,
    person: T.Optional(T.Object({ id: Uuid, handle: Handle, name: Name, language: Language })),
  }),
  reply: T.Union([SignedIn, T.Object({ needsPerson: T.Literal(true) })]),
  refusals: [
    'code_wrong',
    'code_expired',
    'account_closed',
    'exists_different',
    'handle_taken',
    'handle_invalid',
    'name_invalid',
    'address_taken',
  ],
})
export const addAddress = endpoint({
  verb: 'POST',
  path: '/identity/addresses',
  doc: 'Bind the address a one-time code was sent to, to the account that is signed in.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ codeId: Uuid, code: Code }),
  reply: Me,
  refusals: ['code_wrong', 'code_expired', 'address_taken'],
})

export const removeAddress = endpoint({
  verb: 'DELETE',
  path: '/identity/addresses/:kind',
  doc: 'Forget the e-mail address or phone number; the last way in cannot be removed.',
  who: 'person',
  input: T.Object({ kind: T.Union([T.Literal('email'), T.Literal('phone')]) }),
  reply: Me,
  refusals: ['last_way_in'],
})

export const passkeyOptions = endpoint({
  verb: 'POST',
  path: '/identity/passkeys/options',
  doc: 'Begin a passkey ceremony: `add` one to this account, `sign-up` with a new one, or `sign-in`.',
  who: 'anyone',
  perMinute: 30,
  input: T.Object({
    ceremony: T.Union([T.Literal('add'), T.Literal('sign-up'), T.Literal('sign-in')]),
    person: T.Optional(T.Object({ id: Uuid, handle: Handle, name: Name, language: Language })),
  }),
  reply: T.Object({ ceremonyId: Uuid, options: WebAuthnJson }),
  refusals: ['exists_different', 'handle_taken', 'handle_invalid', 'name_invalid', 'too_many_devices'],
})
export const passkeyFinish = endpoint({
  verb: 'POST',
  path: '/identity/passkeys/finish',
  doc: 'Finish a passkey ceremony with what the authenticator answered; signs in (or, for `add`, returns the account).',
  who: 'anyone',
  perMinute: 30,
  input: T.Object({ ceremonyId: Uuid, answer: WebAuthnJson, deviceName: DeviceName }),
  reply: SignedIn,
  refusals: [
    'passkey_refused',
    'ceremony_expired',
    'account_closed',
    'too_many_devices',
    'handle_taken',
    'exists_different',
  ],
})
export const removePasskey = endpoint({
  verb: 'DELETE',
  path: '/identity/passkeys/:id',
  doc: 'Forget a passkey; the last way in cannot be removed.',
  who: 'person',
  input: T.Object({ id: T.String({ maxLength: 1400 }) }),
  reply: Me,
  refusals: ['last_way_in'],
})
export const setPassword = endpoint({
  verb: 'PUT',
  path: '/identity/password',
  doc: 'Set or change the password; the old one is asked for when there is one. Other devices stay signed in.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ old: T.Optional(Password), password: Password }),
  reply: Me,
  refusals: ['wrong_credentials', 'password_too_weak'],
})

export const whoAmI = endpoint({
  verb: 'GET',
  path: '/identity/session',
  doc: 'Who this session is, if anybody: what an app asks when it starts, and is never refused.',
  who: 'anyone',
  input: nothing,
  reply: T.Object({ me: T.Optional(Me) }),
})
export const me = endpoint({
  verb: 'GET',
  path: '/identity/me',
  doc: 'The account that is signed in.',
  who: 'person',
  input: nothing,
  reply: Me,
})
export const changeMe = endpoint({
  verb: 'PATCH',
  path: '/identity/me',
  doc: 'Change profile, language or privacy; only what is named changes. An avatar of null removes it.',
  who: 'person',
  input: T.Object({
    name: T.Optional(Name),
    handle: T.Optional(Handle),
    avatar: T.Optional(T.Union([BlobId, T.Null()])),
    region: T.Optional(T.String({ maxLength: 60 })),
    language: T.Optional(Language),
    privacy: T.Optional(T.Partial(Privacy)),
  }),
  reply: Me,
  refusals: ['handle_taken', 'handle_invalid', 'name_invalid'],
})
export const closeMe = endpoint({
  verb: 'POST',
  path: '/identity/close',
  doc: 'Close this account: every device is out at once, its bots stop, nobody finds it or sees its name or picture, and friends no longer list it. Signing in within 30 days opens it again; then it is erased, its friendships end, and only what it wrote stays with those who have it.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ proof: Proof }),
  reply: T.Object({ reopenUntil: Instant }),
  refusals: ['wrong_credentials', 'code_wrong', 'code_expired', 'passkey_refused', 'ceremony_expired'],
})
export const devices = endpoint({
  verb: 'GET',
  path: '/identity/devices',
  doc: 'Where this account is signed in.',
  who: 'person',
  input: nothing,
  reply: T.Object({ devices: T.Array(Device) }),
})
export const revokeDevice = endpoint({
  verb: 'DELETE',
  path: '/identity/devices/:id',
  doc: 'Sign a device out; its sockets close and its requests are refused within a second, on every server.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})

export const startLink = endpoint({
  verb: 'POST',
  path: '/identity/links',
  doc: 'Desktop login: make a link whose QR code a signed-in phone scans. Keep `secret`; show `url` as the QR code.',
  who: 'anyone',
  perMinute: 20,
  input: T.Object({ deviceName: DeviceName }),
  reply: T.Object({ id: Uuid, secret: T.String(), url: T.String(), expiresAt: Instant }),
})
export const pollLink = endpoint({
  verb: 'POST',
  path: '/identity/links/:id/poll',
  doc: 'Desktop login: wait (up to 25 s) for the phone. `scanned` shows who is about to sign in.',
  who: 'anyone',
  perMinute: 60,
  input: T.Object({ id: Uuid, secret: T.String({ maxLength: 100 }), seen: T.Optional(T.String({ maxLength: 20 })) }),
  reply: T.Object({
    state: T.Union([T.Literal('waiting'), T.Literal('scanned'), T.Literal('approved'), T.Literal('refused')]),
    by: T.Optional(PersonCard),
    session: T.Optional(SignedIn),
  }),
  refusals: ['link_expired', 'account_closed'],
})
export const scanLink = endpoint({
  verb: 'POST',
  path: '/identity/links/:id/scan',
  doc: 'Phone: claim a scanned desktop login and see which device asks.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: T.Object({ deviceName: T.String(), createdAt: Instant, expiresAt: Instant }),
  refusals: ['link_expired', 'link_used'],
})
export const answerLink = endpoint({
  verb: 'POST',
  path: '/identity/links/:id/answer',
  doc: 'Phone: let the desktop in, or not.',
  who: 'person',
  input: T.Object({ id: Uuid, approve: T.Boolean() }),
  reply: Done,
  refusals: ['link_expired', 'link_used'],
})

export const people = endpoint({
  verb: 'GET',
  path: '/people',
  doc: 'Cards of people by id; unknown ids are left out.',
  who: 'person',
  input: T.Object({ ids: T.Array(PersonId, { maxItems: limits.PEOPLE_PER_LOOKUP_MAX }) }),
  reply: T.Object({ people: T.Array(PersonCard) }),
})

export const carrierMessages = endpoint({
  verb: 'GET',
  path: '/operator/carrier',
  doc: 'Operator: the newest messages of the sandbox carrier (one-time codes that no real carrier was set up to bring).',
  who: 'operator',
  secret: true,
  input: nothing,
  reply: T.Object({
    carrier: T.String(),
    messages: T.Array(T.Object({ id: Uuid, to: T.String(), text: T.String(), at: Instant })),
  }),
})
