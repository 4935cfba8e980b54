import type { ChatEvent } from '@plaza/contract'
import { perCity, type City } from '@plaza/house'
import { admission } from '@plaza/realtime'
import { setTimeout as pause } from 'node:timers/promises'
import { whenMoved } from './hints.ts'
import {
  DIRTY_MAX,
  READ_AT_ONCE_MAX,
  READ_REST,
  READ_TURN_MAX,
  READ_TURN_MS,
  READER_LEASE_MS,
  WALK_PAGE,
} from './limits.ts'
import { asHappened } from './shown.ts'
import * as places from './store-readers.ts'

/** A part of the city that reads every conversation's events, in order and at least once. */
export interface Reader {
  /** Its places are kept under this name. */
  readonly name: string
  /** Whether it begins with all that was ever said, or with what is said from its first look on. */
  readonly from: 'start' | 'now'
  /** Takes events as they happened; when it throws, the same come again. */
  readonly take: (city: City, events: readonly ChatEvent[]) => Promise<void>
}

interface Reading {
  /** Conversations that are said to have moved. */
  readonly moved: Set<string>
  /** Where the walk through all conversations stands: it finds those whose hint was lost. */
  walked: string | undefined
  begun: boolean
}

const readings = perCity((city): Map<string, Reading> => {
  const all = new Map<string, Reading>()
  whenMoved(city, convs => {
    for (const { moved } of all.values()) {
      // Too many at once are left to the walk.
      if (moved.size < DIRTY_MAX) for (const conv of convs) moved.add(conv)
    }
  })
  return all
})

/**
 * Reads on: what hints named, and the next page of a walk through all conversations, so that nothing is missed for good.
 * For a chore; of several processes one reads.
 */
export async function readOn(city: City, reader: Reader): Promise<void> {
  const reading = readings(city).get(reader.name) ?? { moved: new Set(), walked: undefined, begun: false }
  readings(city).set(reader.name, reading)
  if (!reading.begun) await places.begin(city.db, reader, city.clock.now())
  reading.begun = true
  const page = await places.walk(city.db, reader.name, reading.walked, WALK_PAGE)
  reading.walked = page.next
  for (const conv of page.moved) reading.moved.add(conv)
  if (reading.moved.size === 0) return
  const now = city.clock.now()
  if (!(await places.lease(city.db, reader.name, now, now + READER_LEASE_MS))) return
  try {
    await readLeased(city, reader, reading)
  } finally {
    await places.release(city.db, reader.name, city.clock.now())
  }
}

async function readLeased(city: City, reader: Reader, reading: Reading): Promise<void> {
  const moved = [...reading.moved]
  reading.moved.clear()
  let left = READ_TURN_MAX
  const end = performance.now() + READ_TURN_MS
  while (moved.length > 0) {
    const began = performance.now()
    const convs = moved.splice(0, READ_AT_ONCE_MAX)
    const rows = await places.eventsAhead(city.db, reader.name, convs, READ_AT_ONCE_MAX)
    if (rows.length === 0) continue
    await reader.take(city, rows.map(asHappened))
    await places.moveOn(city.db, reader.name, lastOf(rows))
    left -= rows.length
    // There may be more in those that were read: they are asked again, until nothing comes.
    moved.unshift(...convs)
    if (left <= 0 || performance.now() > end) break
    // What is read on can wait; what is being sent cannot.
    if (admission(city).isSending) await pause(READ_REST * (performance.now() - began))
  }
  for (const conv of moved) reading.moved.add(conv)
}

/** The last event read of each conversation. */
function lastOf(rows: readonly { conv: string; q: number }[]): Map<string, number> {
  return new Map(rows.map(({ conv, q }) => [conv, q]))
}
