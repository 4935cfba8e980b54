import type { PhoneSnapshot } from '@plaza/testkit'
import { expect } from 'vitest'

/**
 * Checks that a device which lived through everything holds what a new device is told now. Of a group that somebody left,
 * the line stands as it was when they left, and only its own part is compared.
 */
export function expectSame(old: PhoneSnapshot, fresh: PhoneSnapshot, who: string): void {
  expect(old.u, `${who}: cursor`).toBe(fresh.u)
  expect(old.rows.map(shown), `${who}: rows`).toEqual(fresh.rows.map(shown))
  expect(logs(old), `${who}: logs`).toEqual(logs(fresh))
}

/** Words that were recalled after somebody left stay on the phone that had them, and are told to nobody new. */
function logs({ logs, rows }: PhoneSnapshot): object {
  const left = new Set(rows.flatMap(row => (row.role === 'gone' ? [row.c] : [])))
  return Object.fromEntries(
    Object.entries(logs).map(([c, events]) => [c, left.has(c) ? events.map(({ b: _, ...event }) => event) : events]),
  )
}

function shown(row: PhoneSnapshot['rows'][number]): object {
  if (row.role !== 'gone') return row
  const { size: _size, title: _title, avatar: _avatar, adminsOnly: _adminsOnly, ...others } = row
  const { approval: _approval, allFree: _allFree, mutedUntil: _mutedUntil, ...own } = others
  return own
}
