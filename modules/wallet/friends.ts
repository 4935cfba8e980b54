import { isOpen } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { activePerson } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'

/** Money goes only where words may go: to a living friend, when neither blocked the other. */
export async function mustBeFriends(city: City, me: string, other: string): Promise<void> {
  const person = await activePerson(city, other)
  if (person?.kind !== 'citizen' && person?.kind !== 'operator') throw new Refusal('not_a_contact')
  if (me === other || !(await isOpen(city, me, other))) throw new Refusal('not_a_contact')
}
