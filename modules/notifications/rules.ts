import type { ChatEvent } from '@plaza/contract'

/** What a person keeps about being called. */
export interface Setting {
  readonly showText: boolean
  readonly requests: boolean
  /** Minutes of the day, in a zone of the IANA database. */
  readonly quiet?: { readonly from: number; readonly until: number; readonly zone: string }
}

export const DEFAULTS: Setting = { showText: false, requests: true }

export type Rule = 'all' | 'mentions' | 'nothing'

/** How somebody stands to a message that was said. */
export interface Standing {
  readonly person: string
  readonly mute: boolean
  readonly rule: Rule
  readonly readQ: number
  readonly joinedQ: number
  readonly setting: Setting
  /** Whether they look at one of their devices now. */
  readonly looks: boolean
}

/** Why somebody is not called, or that they are. */
export type Verdict = 'call' | 'own' | 'not_theirs' | 'silent' | 'read' | 'looks' | 'muted' | 'rule' | 'quiet' | 'old'

/** Kinds that tell something new. */
const TELLS = new Set<ChatEvent['k']>([
  'text',
  'card',
  'picture',
  'video',
  'voice',
  'file',
  'place',
  'person',
  'sticker',
  'record',
  'poll',
])

/** Whether an event calls anybody. Cards of calls do not: a call rings by itself (`rings.ts`). */
export const tells = (event: ChatEvent): boolean =>
  TELLS.has(event.k) && event.recalled === undefined && !(event.k === 'card' && event.b['card'] === 'call')

/** Whether a message calls a person by name: it mentions them or everybody, or answers what they said. */
export function namesThem(event: ChatEvent, person: string, answered: string | undefined): boolean {
  const mentions = (event.b['mentions'] as string[] | undefined) ?? []
  return mentions.includes(person) || mentions.includes('all') || answered === person
}

/** Judges whether a message calls somebody. Checked in one order, so that the first reason is the one that is told. */
export function judge(
  event: ChatEvent,
  to: Standing,
  at: { now: number; ageMaxMs: number; answered?: string | undefined },
): Verdict {
  if (event.f === to.person) return 'own'
  if (event.q <= to.joinedQ) return 'not_theirs'
  if (event.b['silent'] === true) return 'silent'
  if (event.q <= to.readQ) return 'read'
  if (at.now - event.at > at.ageMaxMs) return 'old'
  if (to.looks) return 'looks'
  if (to.mute) return 'muted'
  if (to.rule === 'nothing' || (to.rule === 'mentions' && !namesThem(event, to.person, at.answered))) return 'rule'
  if (isQuiet(to.setting, at.now)) return 'quiet'
  return 'call'
}

/** Whether it is one of somebody's quiet hours; they may reach over midnight. From and until alike: never. */
export function isQuiet({ quiet }: Pick<Setting, 'quiet'>, now: number): boolean {
  if (!quiet || quiet.from === quiet.until) return false
  const minute = minuteOfDay(now, quiet.zone)
  return quiet.from < quiet.until
    ? minute >= quiet.from && minute < quiet.until
    : minute >= quiet.from || minute < quiet.until
}

function minuteOfDay(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone: zone,
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
  return of('hour') * 60 + of('minute')
}

export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
