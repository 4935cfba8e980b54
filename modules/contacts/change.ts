import type { Contact, InputOf, contactsApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { activePerson } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { blocked, tell } from './events.ts'
import { remarkOf, tagsOf } from './rules.ts'
import { showContact } from './show.ts'
import { contact, dropContact, lockPair, openBetween, putContact, setState, type ContactRow } from './store.ts'

type Input = InputOf<typeof contactsApi.changeContact>

/**
 * Changes what is named. Anybody may be blocked, a stranger too; the rest is for contacts. A block withdraws the request
 * that the blocker made, and leaves the one they got to run out, so that the other cannot tell.
 */
export async function changeContact(city: City, call: Call<Input>): Promise<Contact> {
  const owner = call.by.person
  const { id: other } = call.input
  if (other === owner) throw new Refusal('is_self')
  if (!(await activePerson(city, other)) && !(await contact(city.db, owner, other))) throw new Refusal('not_a_contact')
  const { row, toggled } = await city.tx(tx => changeIn(city, tx, owner, call.input))
  if (toggled) blocked(city, owner, other, row.blocked)
  return showContact(city, row)
}

async function changeIn(
  city: City,
  tx: Queries,
  owner: string,
  input: Input,
): Promise<{ row: ContactRow; toggled: boolean }> {
  const { id: other, remark, tags, starred } = input
  const now = city.clock.now()
  await lockPair(tx, owner, other)
  const before = await contact(tx, owner, other)
  const onlyBlocks = remark === undefined && tags === undefined && starred === undefined && input.blocked !== undefined
  if (!before?.friend && !(onlyBlocks && (input.blocked || before))) throw new Refusal('not_a_contact')

  const stranger = { owner, other, friend: false, remark: '', tags: [], starred: false, blocked: false, since: now }
  const was: ContactRow = before ?? stranger
  const row: ContactRow = {
    ...was,
    remark: remark === undefined ? was.remark : remarkOf(remark),
    tags: tags === undefined ? was.tags : tagsOf(tags),
    starred: starred ?? was.starred,
    blocked: input.blocked ?? was.blocked,
  }
  if (row.friend || row.blocked) await putContact(tx, row)
  else await dropContact(tx, owner, other)
  await tell.changed(city, tx, { owner, other })
  const toggled = row.blocked !== was.blocked
  if (toggled) await tell.blocked(city, tx, { by: owner, other, on: row.blocked })
  if (toggled && row.blocked) await withdraw(city, tx, owner, other, now)
  return { row, toggled }
}

async function withdraw(city: City, tx: Queries, from: string, to: string, now: number): Promise<void> {
  const mine = (await openBetween(tx, from, to, now)).filter(request => request.from === from)
  await setState(
    tx,
    mine.map(request => request.id),
    'expired',
  )
  for (const request of mine) await tell.request(city, tx, request)
}
