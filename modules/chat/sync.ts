import { limits, type ChatRow, type Down, type Notice } from '@plaza/contract'
import type { City } from '@plaza/house'
import { deviceSynced } from './events.ts'
import { peopleOf, rowsOf } from './rows.ts'
import * as store from './store.ts'

type SyncFrame = Extract<Down, { t: 'sync' }>

/**
 * What a device misses: everything that changed in this person's log after `u`, as it stands now. A device that is too
 * far behind, or new, gets a snapshot (`from` 0). The head is read first, so what happens meanwhile comes twice rather than never.
 */
export async function* sync(city: City, person: string, u: number): AsyncGenerator<SyncFrame> {
  const head = await store.cursorOf(city.db, person)
  const from = u < head.trimmed_u || u > head.u ? 0 : u
  const [rows, notices] = await Promise.all([
    rowsOf(city, person, from === 0 ? {} : { after: from }),
    from === 0 ? [] : store.noticesAfter(city.db, person, from, ROW_LIMIT),
  ])
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

/** Notices in one answer; a person with more unread ones hears the kinds that matter anyway, since each only names what to refresh. */
const ROW_LIMIT = 500
