import type { Notice, SystemBody } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tell } from './announce.ts'
import { closedCode } from './judge.ts'
import * as store from './store.ts'
import { tellAll, tellInside, updateInside, type Tale } from './system.ts'

/** What a change of any conversation works with, under the lock of its head. */
export interface InChat {
  readonly tx: Queries
  readonly head: store.ConversationRow
  readonly member: store.MemberRow
  readonly at: number
  /** Tells it in the stream of the conversation, after the commit. */
  told(body: SystemBody): Promise<void>
  /** Says how message `re` stands now, to everybody. */
  updated(change: { re: number; sender: string; body: object }): Promise<void>
  /** Tells it to a member's own devices. */
  noted(person: string, kind: Notice['k'], body: Notice['b']): Promise<void>
}

/** Runs a change of a conversation, of whatever kind, for one of its members: locks the head, commits, then tells. */
export async function inChat(
  city: City,
  { conv, by }: { conv: string; by: string },
  change: (chat: InChat) => Promise<void>,
): Promise<void> {
  const { tales, notes } = await city.db.tx(async tx => {
    const head = await store.lockHead(tx, conv)
    const [member] = await store.memberships(tx, by, [conv])
    if (!head || !member || member.left_q !== null) throw new Refusal('not_a_member')
    if (!head.open) throw new Refusal(closedCode(head))
    const at = city.clock.now()
    const tales: Tale[] = []
    const notes: (Notice & { person: string })[] = []
    await change({
      tx,
      head,
      member,
      at,
      told: async body => void tales.push(await tellInside(tx, head, { id: city.newId(), by, body, at })),
      updated: async change => void tales.push(await updateInside(tx, head, { id: city.newId(), ...change, at })),
      async noted(person, k, b) {
        const u = await store.advance(tx, person)
        await store.addNotice(tx, person, u, k, b, at)
        notes.push({ person, u, k, b, at })
      },
    })
    return { tales, notes }
  })
  tellAll(city, tales)
  for (const { person, u, ...note } of notes) tell(city, person, u, { t: 'note', ...note })
}
