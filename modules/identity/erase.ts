import type { City } from '@plaza/house'
import { PERSON_CHANGED, PERSON_ERASED, personErased, tellChanged } from './events.ts'
import { ERASE_AT_ONCE_MAX } from './limits.ts'
import { erasePerson, lockErasable } from './store.ts'

/** Chore: erases closed accounts whose time to come back is over. Their ways in stopped opening them at that very moment. */
export async function eraseClosed(city: City): Promise<void> {
  for (let more = true; more;) {
    const rows = await city.tx(async tx => {
      const due = await lockErasable(tx, city.clock.now(), ERASE_AT_ONCE_MAX)
      for (const row of due) {
        await erasePerson(tx, row)
        for (const topic of [PERSON_ERASED, PERSON_CHANGED]) await city.outbox.emit(tx, topic, { person: row.id })
      }
      return due
    })
    for (const { id } of rows) {
      tellChanged(city, id)
      personErased(city, id)
    }
    more = rows.length === ERASE_AT_ONCE_MAX
  }
}
