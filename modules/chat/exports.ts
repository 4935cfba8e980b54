import { limits, type ChatEvent, type ChatRow } from '@plaza/contract'
import type { City, Kept } from '@plaza/house'
import { cards } from '@plaza/identity'
import { filesOf, type FileInCopy } from './exports-files.ts'
import { page } from './messages.ts'
import { rowsOf } from './rows.ts'
import { VOTES_EXPORTED_MAX } from './limits.ts'
import { foldersOf } from './store-folders.ts'
import { votesBy } from './store-votes.ts'
import { invitesBy, waitingOf } from './store-entry.ts'

/** A person's conversations, each with everything in it that they may read, as it stands now. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  const rows = await rowsOf(city, person, {})
  const names = await namesOf(
    city,
    rows.flatMap(row => row.peer ?? []),
  )
  const titleOf = (row: ChatRow) => row.title ?? names.get(row.peer ?? '') ?? row.kind
  yield {
    list: 'chat/conversations',
    rows: rows.map(row => ({ title: titleOf(row), kind: row.kind, people: row.size, role: row.role, id: row.c })),
  }
  yield { list: 'chat/folders', rows: (await foldersOf(city.db, person)).map(folder => ({ ...folder })) }
  yield { list: 'chat/votes', rows: (await votesBy(city.db, person, VOTES_EXPORTED_MAX)).map(vote => ({ ...vote })) }
  const asked = await waitingOf(city.db, person)
  if (asked.length > 0)
    yield { list: 'chat/asked', rows: asked.map(({ conv, reason, at }) => ({ id: conv, reason, at })) }
  const invites = await invitesBy(city.db, person)
  if (invites.length > 0) yield { list: 'chat/invites', rows: invites.map(one => ({ ...one })) }
  const written = new Set<string>()
  for (const [i, row] of rows.entries()) {
    const title = titleOf(row)
    const list = `chat/${String(i + 1).padStart(4, '0')}-${fileName(title)}`
    const files = new Map<string, FileInCopy>()
    for await (const events of pagesOf(city, row.c, person)) {
      const said = await namesOf(
        city,
        events.map(event => event.f),
      )
      const carried = await filesOf(city, person, events)
      for (const one of [...carried.values()].flat()) files.set(one.path, one)
      yield {
        list,
        title,
        rows: events.map(event => told(event, said, carried.get(event.q)?.map(({ path }) => path) ?? [])),
      }
    }
    for (const { path, file } of files.values())
      if (!written.has(path)) yield { file: path, size: file.bytes, open: () => file.read() }
    for (const path of files.keys()) written.add(path)
  }
}

async function* pagesOf(city: City, conv: string, person: string): AsyncGenerator<ChatEvent[]> {
  for (let after = 0; ;) {
    const { events, moreAfter } = await page(city, conv, person, { after, limit: limits.PAGE_MESSAGES_MAX })
    if (events.length > 0) yield events
    const last = events.at(-1)
    if (!moreAfter || !last) return
    after = last.q
  }
}

function told(
  { at, f, k, b, re, recalled, edited, q }: ChatEvent,
  names: ReadonlyMap<string, string>,
  files: readonly string[],
) {
  const { text, ...rest } = b
  return {
    at,
    from: names.get(f) ?? '',
    kind: k,
    text: typeof text === 'string' ? text : '',
    ...(files.length > 0 ? { files } : {}),
    ...(Object.keys(rest).length > 0 ? { more: rest } : {}),
    number: q,
    ...(re === undefined ? {} : { answers: re }),
    ...(edited === undefined ? {} : { editedAt: edited }),
    ...(recalled === undefined ? {} : { recalledAt: recalled }),
  }
}

async function namesOf(city: City, people: readonly string[]): Promise<Map<string, string>> {
  return new Map((await cards(city, [...new Set(people)])).map(card => [card.id, card.name]))
}

/** What of a title every system takes for the name of a file. */
const fileName = (title: string): string => title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40) || 'chat'
