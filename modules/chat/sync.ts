import { limits, type ChatRow, type Down, type Notice } from '@plaza/contract'
import type { City } from '@plaza/house'
import { deviceSynced } from './events.ts'
import { NOTICES_MAX } from './limits.ts'
import { peopleOf, rowsOf } from './rows.ts'
import * as store from './store.ts'

type SyncFrame = Extract<Down, { t: 'sync' }>

/**
 * What a device misses: everything that changed in this person's log after `u`, as it stands now. A device that is too
 * far behind (of trimmed notices, or of more than one answer takes), or new, gets a snapshot (`from` 0). The head is read first, so what happens meanwhile comes twice rather than never.
 */
export async function* sync(city: City, person: string, u: number): AsyncGenerator<SyncFrame> {
  const head = await store.cursorOf(city.db, person)
  const known = u < head.trimmed_u || u > head.u ? 0 : u
  const [changed, missed] = await Promise.all([
    rowsOf(city, person, known === 0 ? {} : { after: known }),
    known === 0 ? [] : store.noticesAfter(city.db, person, known, NOTICES_MAX + 1),
  ])
  const tooMany = missed.length > NOTICES_MAX
  const [from, rows, notices] = tooMany ? [0, await rowsOf(city, person, {}), []] : [known, changed, missed]
  deviceSynced(city, from, rows.length)
  let sent = 0
  do {
    const slice: ChatRow[] = rows.slice(sent, sent + limits.SYNC_ROWS_MAX)
    const first = sent === 0
    sent += slice.length
    yield {
      t: 'sync',
      from,
      rows: slice,
      notices: first
        ? notices.map(({ u: number, kind, body, at }) => ({ u: number, k: kind as Notice['k'], b: body, at }))
        : [],
      people: await peopleOf(city, slice),
      u: head.u,
      more: sent < rows.length,
    }
  } while (sent < rows.length)
}
