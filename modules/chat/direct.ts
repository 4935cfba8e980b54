import type { ChatRow } from '@plaza/contract'
import { areFriends, directConversationId, isOpen } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { appended } from './append.ts'
import { admit, nudgeAll } from './membership.ts'
import { rowsOf } from './rows.ts'
import { textBody } from './rules.ts'
import * as groups from './store-groups.ts'
import * as store from './store.ts'
import { tellAll, tellInside } from './system.ts'

/** Opens (or finds) the conversation with a friend or with oneself. */
export async function openDirect(city: City, me: string, other: string): Promise<ChatRow> {
  if (me !== other && !(await areFriends(city, me, [other])).has(other)) throw new Refusal('not_a_contact')
  await settleDirect(city, me, other)
  const [row] = await rowsOf(city, me, { convs: [directConversationId(me, other)] })
  if (!row) throw new Refusal('not_found')
  return row
}

/**
 * Makes a direct conversation stand as the friendship does: there when they are friends, open while neither blocked the
 * other. Safe to repeat; the change of state is what is told, once. `greeting` becomes the first message of who asked.
 */
export async function settleDirect(
  city: City,
  a: string,
  b: string,
  greeting?: { id: string; from: string; note: string },
): Promise<void> {
  const id = directConversationId(a, b)
  const self = a === b
  const mayBeOpen = self || (await isOpen(city, a, b))
  const at = city.clock.now()
  const { open, nudges, tales } = await city.db.tx(async tx => {
    const made =
      mayBeOpen &&
      (await groups.addConversation(tx, { id, kind: self ? 'self' : 'direct', title: null, by: null, at, open: true }))
    const head = await store.lockHead(tx, id)
    if (!head) return { open: false, nudges: [], tales: [] }
    // Read again under the lock: of two changes at once, whoever comes last sees how it ended.
    const open = self || (await isOpen(city, a, b, tx))
    const nudges = made
      ? await admit(
          tx,
          head,
          (self ? [a] : [a, b].sort()).map(person => ({ person, role: 'member' as const })),
          at,
        )
      : []
    if (!made && head.open !== open) {
      await groups.setOpen(tx, id, open)
      const numbers = await groups.advanceMany(tx, head.fan ?? [])
      await groups.touchInbox(tx, id, numbers)
      nudges.push(...numbers)
    }
    const befriended = open && !self && (made || !head.open)
    const tales = befriended
      ? [
          await tellInside(tx, head, {
            id: city.newId(),
            by: greeting?.from ?? a,
            body: { what: 'befriended', who: [a, b] },
            at,
          }),
        ]
      : []
    return { open, nudges, tales }
  })
  nudgeAll(city, nudges)
  tellAll(city, tales)
  if (open && greeting?.note.trim()) {
    await appended(city, {
      conv: id,
      id: derivedId('greeting', greeting.id),
      sender: greeting.from,
      kind: 'text',
      body: textBody(greeting.note, undefined),
      re: null,
      origin: undefined,
      arrivedMs: city.clock.now(),
    })
  }
}
