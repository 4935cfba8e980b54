/**
 * Every expected "no" of Plaza: the HTTP status it travels with. The key is the word used everywhere: SQL message, HTTP
 * code, frame code, and `refusal.<word>` in the catalogue of sentences (en, es, zh).
 */
export const refusals = {
  // anything
  bad_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  too_many_requests: 429,
  busy: 503,
  internal: 500,
  exists_different: 409,
  // identity
  handle_taken: 409,
  handle_invalid: 400,
  name_invalid: 400,
  password_too_weak: 400,
  wrong_credentials: 401,
  code_wrong: 401,
  code_expired: 410,
  code_not_sent: 502,
  address_taken: 409,
  passkey_refused: 401,
  ceremony_expired: 410,
  too_many_devices: 409,
  link_expired: 410,
  link_used: 409,
  device_revoked: 401,
  account_closed: 403,
  last_way_in: 409,
  // media
  media_too_large: 413,
  media_kind_refused: 415,
  // contacts
  not_a_contact: 403,
  already_contacts: 409,
  request_expired: 410,
  request_not_open: 409,
  requests_not_accepted: 403,
  too_many_requests_open: 429,
  too_many_contacts: 409,
  is_self: 400,
  // chat
  not_a_member: 403,
  blocked: 403,
  text_empty: 400,
  text_too_long: 400,
  too_many_mentions: 400,
  target_not_found: 404,
  not_your_message: 403,
  recall_too_late: 409,
  edit_too_late: 409,
  already_recalled: 409,
  too_many_reactions: 409,
  group_full: 409,
  group_only: 400,
  too_many_groups: 409,
  too_many_pins: 409,
  admins_only: 403,
  owner_only: 403,
  owner_must_stay: 409,
  already_member: 409,
  invite_expired: 410,
  muted_by_admin: 403,
  // wallet
  pin_not_set: 409,
  pin_weak: 400,
  pin_wrong: 401,
  pin_locked: 429,
  proof_wrong: 401,
  proof_expired: 410,
  balance_too_low: 409,
  limit_reached: 403,
  account_frozen: 403,
  payee_cannot_receive: 409,
  payer_cannot_pay: 409,
  payment_over: 409,
  transfer_waits: 409,
  too_late_to_cancel: 409,
  mandate_over: 409,
  too_many_mandates: 409,
  split_too_small: 400,
  reminded_enough: 429,
  check_open: 409,
  tier_not_higher: 409,
  limits_out_of_order: 400,
  needs_another_person: 403,
  already_decided: 409,
  bank_unavailable: 503,
  too_many_bills: 409,
  payment_refused: 403,
  step_up_needed: 401,
  too_many_links: 409,
  // envelopes
  envelope_amount: 400,
  envelope_uneven: 400,
  envelope_empty: 410,
  envelope_over: 410,
  envelope_not_yours: 403,
  envelope_left: 403,
  envelope_taken: 409,
  envelope_too_early: 425,
  // sockets
  frame_invalid: 400,
  frame_too_large: 413,
  version_too_old: 426,
  too_many_sockets: 429,
  slow_consumer: 429,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof refusals

/** What any endpoint may answer, whatever its own list says. */
export const generalRefusals: readonly RefusalCode[] = [
  'bad_input',
  'not_signed_in',
  'not_allowed',
  'too_many_requests',
  'busy',
  'internal',
]

/** The HTTP status of a refusal; an unknown word is a bug of ours and reads as 500. */
export function statusOf(code: string): number {
  return code in refusals ? refusals[code as RefusalCode] : 500
}
