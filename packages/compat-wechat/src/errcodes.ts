/** What a server of this format reads: a number, and words that say the same. */
export interface Errcode {
  readonly errcode: number
  readonly errmsg: string
}

const say = (errcode: number, errmsg: string): Errcode => ({ errcode, errmsg })

export const OK = say(0, 'ok')
export const UNKNOWN_PATH = say(40066, 'invalid url')
export const BAD_APPID = say(40013, 'invalid appid')
export const BAD_JSON = say(47001, 'data format error')
export const NO_MENU = say(46003, 'menu no exist')
export const BAD_TYPE = say(40008, 'invalid message type')
export const BAD_GRANT = say(40002, 'invalid grant_type')
const INTERNAL = say(-1, 'system error')

const CODES: Readonly<Record<string, Errcode>> = {
  token_wrong: say(40001, 'invalid credential, access_token is invalid or not latest'),
  wrong_credentials: say(40125, 'invalid appsecret'),
  code_wrong: say(40029, 'invalid code'),
  code_used: say(40163, 'code been used'),
  openid_unknown: say(40003, 'invalid openid'),
  template_unknown: say(40037, 'invalid template_id'),
  not_asked_for: say(43101, 'user refuse to accept the msg'),
  answer_too_late: say(45015, 'response out of time limit or subscription is canceled'),
  answers_used_up: say(45047, 'out of response count limit'),
  broadcasts_used_up: say(45028, 'has no masssend quota'),
  consent_missing: say(48001, 'api unauthorized'),
  program_stopped: say(48001, 'api unauthorized'),
  not_found: say(40013, 'invalid appid'),
  bad_input: say(47003, 'argument invalid!'),
  text_empty: say(44004, 'empty content'),
  text_too_long: say(45002, 'content size out of limit'),
  not_a_contact: say(45015, 'response out of time limit or subscription is canceled'),
  not_a_member: say(45015, 'response out of time limit or subscription is canceled'),
  exists_different: say(45065, 'clientmsgid exist'),
  too_many_requests: say(45009, 'reach max api daily quota limit'),
}

/** The number behind a refusal of ours; one that the format has no word for reads as a failure of the system. */
export const errcodeOf = (refusal: string): Errcode => CODES[refusal] ?? INTERNAL
