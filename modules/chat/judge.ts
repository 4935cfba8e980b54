import { isCaptioned, isMessage, isRich, limits } from '@plaza/contract'
import { isDeepStrictEqual } from 'node:util'
import type { Draft, Head, KnownMessage, Membership, NewEvent, Refused, Target, Verdict } from './types.ts'

/** What the database said under the locks of one batch. */
export interface Facts {
  readonly heads: readonly Head[]
  readonly known: readonly KnownMessage[]
  readonly members: readonly Membership[]
  readonly targets: readonly Target[]
  readonly saidToAll: readonly SaidToAll[]
}

/** How often everybody in a conversation was mentioned lately. */
export interface SaidToAll {
  readonly conv: string
  readonly count: number
}

/** What one batch will write. */
export interface Judged {
  readonly verdicts: Verdict[]
  readonly events: NewEvent[]
  /** The heads after the batch, only those that moved. */
  readonly moved: Head[]
}

const key = (conv: string, id: string | number) => `${conv} ${id}`

/**
 * Gives each draft its verdict in arrival order, and each accepted one its numbers: pure, so every race can be replayed.
 * Order of the checks: seen before, place, membership, right to write here, the message it changes.
 */
export function judge(drafts: readonly Draft[], facts: Facts, nowMs: number): Judged {
  const heads = new Map(facts.heads.map(head => [head.id, copyOf(head)]))
  const known = new Seen<KnownMessage>()
  for (const message of facts.known) known.add(message)
  const members = new Map(facts.members.map(member => [key(member.conv, member.person), member]))
  const targets = new Map(
    facts.targets.map(target => [key(target.conv, target.q), { ...target, reactions: [...target.reactions] }]),
  )
  const saidToAll = new Map(facts.saidToAll.map(said => [said.conv, said.count]))
  const accepted = new Seen<NewEvent>()
  const moved = new Set<Head>()
  const events: NewEvent[] = []

  const verdictOf = (draft: Draft): Verdict => {
    const before = accepted.get(draft.conv, draft.id) ?? known.get(draft.conv, draft.id)
    if (before)
      return sameContent(draft, before)
        ? { ok: true, event: { ...before, json: draft.json }, repeat: true }
        : refused('exists_different')
    const head = heads.get(draft.conv)
    const member = head && (memberOfDirect(head, draft.sender) ?? members.get(key(draft.conv, draft.sender)))
    // How a card stands is true whoever may still write here.
    if (!head || (!member && draft.kind !== 'update')) return refused('not_a_member')
    if (!head.open && draft.kind !== 'update') return refused(closedCode(head))
    const target = draft.re === null ? undefined : targets.get(key(draft.conv, draft.re))
    const problem = member
      ? (mayWrite(draft, head, member, nowMs) ??
        mayCallAll(draft, head, member, saidToAll.get(head.id) ?? 0) ??
        mayChange(draft, member, target, nowMs))
      : mayUpdate(target)
    if (problem) return problem
    if (target) change(draft, target, nowMs)
    if (isSaidToAll(draft)) saidToAll.set(head.id, (saidToAll.get(head.id) ?? 0) + 1)
    head.q += 1
    if (countable(draft)) {
      head.n += 1
      head.shown_q = head.q
    }
    moved.add(head)
    const event: NewEvent = {
      conv: draft.conv,
      q: head.q,
      n: head.n,
      sender: draft.sender,
      id: draft.id,
      kind: draft.kind,
      body: draft.body,
      json: draft.json,
      re: draft.re,
      at: nowMs,
    }
    events.push(event)
    accepted.add(event)
    return { ok: true, event, repeat: false }
  }

  const verdicts = drafts.map(verdictOf)
  return { verdicts, events, moved: [...moved] }
}

/** Messages by conversation and id. An id is almost always in one conversation only, so it alone is the key. */
class Seen<Message extends { readonly conv: string; readonly id: string }> {
  readonly #first = new Map<string, Message>()
  readonly #others = new Map<string, Message>()

  get(conv: string, id: string): Message | undefined {
    const first = this.#first.get(id)
    return first === undefined || first.conv === conv ? first : this.#others.get(key(conv, id))
  }

  add(message: Message): void {
    if (this.#first.has(message.id)) this.#others.set(key(message.conv, message.id), message)
    else this.#first.set(message.id, message)
  }
}

/** Written out: a spread costs ten times as much, for every message. */
function copyOf({ id, kind, q, n, shown_q, fan, open, admins_only, all_free }: Head): Head {
  return { id, kind, q, n, shown_q, fan, open, admins_only, all_free }
}

/** In a direct conversation both are ordinary members for ever, and the head names them. */
function memberOfDirect(head: Head, sender: string): Membership | undefined {
  return head.kind === 'group' || !head.fan?.includes(sender)
    ? undefined
    : { conv: head.id, person: sender, role: 'member', muted_until: null }
}

/** The word for a conversation that nobody writes into: the two are no contacts, or the group was dissolved. */
export const closedCode = ({ kind }: Pick<Head, 'kind'>) => (kind === 'group' ? 'group_dissolved' : 'not_a_contact')

/** Whoever may not speak may not put other words into an older message either; recalling and reacting stay. */
function mayWrite(draft: Draft, head: Head, member: Membership, nowMs: number): Refused | undefined {
  if (draft.kind === 'poll' && head.kind !== 'group' && draft.body['copy'] !== true) return refused('group_only')
  if (!(countable(draft) || draft.kind === 'edit')) return undefined
  if (member.muted_until !== null && member.muted_until > nowMs) return refused('muted_by_admin')
  return head.admins_only && member.role === 'member' ? refused('admins_only') : undefined
}

/** Everybody in a group is called by owner and admins, or by all members where these opened it; and only so often. */
function mayCallAll(draft: Draft, head: Head, member: Membership, lately: number): Refused | undefined {
  if (head.kind !== 'group' || !mentionsAll(draft)) return undefined
  if (member.role === 'member' && !head.all_free) return refused('admins_only')
  return isSaidToAll(draft) && lately >= limits.ALL_MENTIONS_PER_DAY_MAX ? refused('all_mentioned_enough') : undefined
}

const mentionsAll = ({ body }: Pick<Draft, 'body'>) =>
  (body as { mentions?: readonly string[] }).mentions?.includes('all') === true

/** Whether a message calls everybody. An edit calls nobody, whatever it names. */
export const isSaidToAll = (said: Pick<NewEvent, 'kind' | 'body'>) => said.kind === 'text' && mentionsAll(said)

/** Whether an edit, recall or reaction may change its target now; a text may answer anything that is there. */
function mayChange(draft: Draft, member: Membership, target: Target | undefined, nowMs: number): Refused | undefined {
  if (draft.re === null) return undefined
  if (draft.kind === 'update') return mayUpdate(target)
  if (!target) return refused('target_not_found')
  if (countable(draft)) return undefined
  // Words may be edited, also those below a picture; what people sent may be taken back; a card is for its module to change. All may be reacted to.
  if (!mayBe(draft.kind, target.kind)) return refused('target_not_found')
  if (target.recalled_at !== null) return refused('already_recalled')
  if (draft.kind === 'edit') {
    if (target.sender !== draft.sender) return refused('not_your_message')
    if (nowMs - target.at > limits.EDIT_WINDOW_MS) return refused('edit_too_late')
    if (target.kind !== 'text' && String(draft.body['text']).length > limits.CAPTION_LENGTH_MAX)
      return refused('text_too_long')
  }
  if (draft.kind === 'recall') {
    // Owners and admins keep their group clean at any time; everybody else has two minutes for their own words.
    const moderates = member.role !== 'member'
    if (target.sender !== draft.sender && !moderates) return refused('not_your_message')
    if (!moderates && nowMs - target.at > limits.RECALL_WINDOW_MS) return refused('recall_too_late')
  }
  if (draft.kind === 'react') {
    const { e, on } = draft.body as { e: string; on: boolean }
    if (on && !target.reactions.includes(e) && target.reactions.length >= limits.REACTION_KINDS_PER_MESSAGE_MAX)
      return refused('too_many_reactions')
  }
  return undefined
}

function mayBe(change: Draft['kind'], target: Target['kind']): boolean {
  if (target === 'text') return true
  if (change === 'react') return isMessage(target)
  return change === 'edit' ? isCaptioned(target) : change === 'recall' && isRich(target)
}

function mayUpdate(target: Target | undefined): Refused | undefined {
  return target?.kind === 'card' ? undefined : refused('target_not_found')
}

/** Messages: what stands for itself and is counted as unread. */
function countable({ kind }: Draft): boolean {
  return kind === 'text' || isMessage(kind)
}

/** Later drafts of the same batch see what this one did. */
function change(draft: Draft, target: Target, nowMs: number): void {
  if (draft.kind === 'recall') target.recalled_at = nowMs
  if (draft.kind === 'react') {
    const { e, on } = draft.body as { e: string; on: boolean }
    if (on && !target.reactions.includes(e)) target.reactions.push(e)
  }
}

function sameContent(
  draft: Draft,
  before: { sender: string; kind: string; body: unknown; re: number | null },
): boolean {
  return (
    before.sender === draft.sender &&
    before.kind === draft.kind &&
    before.re === draft.re &&
    isDeepStrictEqual(before.body, draft.body)
  )
}

function refused(code: string): Refused {
  return { ok: false, code }
}
