import { isRich } from '@plaza/contract'
import { boolArray, floatArray, intArray, textArray, uuidArray, UuidList, type Prepared } from '@plaza/db'
import * as statements from './append-sql.ts'
import { filesOf } from './attachments.ts'
import { isSaidToAll } from './judge.ts'
import type { Head, Membership, NewEvent } from './types.ts'

type Step = { readonly query: Prepared; readonly values: unknown[] }

/**
 * The writes of a batch and who is to hear of which event under which number. `cursors` answers with the moved cursors;
 * `logs` does what `cursors` and `inboxes` do and answers the same, where everybody certainly has a cursor.
 */
export interface Plan {
  readonly cursors: Step
  readonly inboxes: Step
  readonly logs: Step
  readonly heads: Step
  readonly rest: Step[]
  /** For each event, the people whose own log it enters: where they stand among the people of the step `cursors`, and how far below their new head it lies. */
  readonly touches: { person: string; at: number; behind: number }[][]
}

/** What a batch does to one person's view of one conversation. */
interface Box {
  readonly who: number
  readonly conv: number
  /** Which of the person's new events is the last here. */
  index: number
  readQ: number
  readN: number
  mentionQ: number
}

/** The people of a batch, each with how many events enter their log. They are told by number: a batch looks each up once for every event, not more. */
class People {
  readonly ids: string[] = []
  readonly counts: number[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(id: string): number {
    let number = this.#numbers.get(id)
    if (number === undefined) {
      number = this.ids.push(id) - 1
      this.counts.push(0)
      this.#numbers.set(id, number)
    }
    return number
  }

  /** All by id, first those with something new: their cursors are locked in this order. And the place of each number in it. */
  ordered(): { ids: string[]; withNews: number; places: number[] } {
    const { ids, counts } = this
    const numbers = ids.map((_, number) => number)
    const news = (number: number) => (counts[number] === 0 ? 1 : 0)
    numbers.sort((a, b) => news(a) - news(b) || ((ids[a] as string) < (ids[b] as string) ? -1 : 1))
    const places: number[] = []
    numbers.forEach((number, place) => (places[number] = place))
    return {
      ids: numbers.map(number => ids[number] as string),
      withNews: counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
      places,
    }
  }
}

/** Lays out what flight 2 writes: pure, from the judged events and the heads after them. */
export function plan(events: readonly NewEvent[], moved: readonly Head[], members: readonly Membership[]): Plan {
  const convOf = new Map(moved.map((head, i) => [head.id, i]))
  const inside = new Set(members.map(member => `${member.conv} ${member.person}`))
  const people = new People()
  const convs: number[] = []
  const senders: number[] = []
  const touches: { who: number; index: number }[][] = []
  const boxes: Box[][] = moved.map(() => [])
  const allQ = moved.map(() => 0)

  for (const event of events) {
    const conv = convOf.get(event.conv) as number
    const sender = people.numberOf(event.sender)
    convs.push(conv)
    senders.push(sender)
    const mentions = event.kind === 'text' ? ((event.body['mentions'] as string[] | undefined) ?? NOBODY) : NOBODY
    if (mentions.includes('all')) allQ[conv] = event.q
    const named = mentions.filter(person => inside.has(`${event.conv} ${person}`))
    const audience = (moved[conv] as Head).fan ?? [...new Set([event.sender, ...named])]
    const touched: { who: number; index: number }[] = []
    for (const person of audience) {
      const who = people.numberOf(person)
      const index = (people.counts[who] as number) + 1
      people.counts[who] = index
      const box = boxOf(boxes[conv] as Box[], who, conv)
      box.index = index
      if (who === sender) {
        box.readQ = event.q
        box.readN = event.n
      } else if (mentions.includes(person)) {
        box.mentionQ = event.q
      }
      touched.push({ who, index })
    }
    touches.push(touched)
  }

  const { ids, withNews, places } = people.ordered()
  const behind = (who: number, index: number) => (people.counts[who] as number) - index
  const placeOf = (who: number) => places[who] as number
  const rows = boxes.flat()
  const convList = new UuidList(moved.map(head => head.id))
  const personList = new UuidList(ids)
  const cursors = ids.slice(0, withNews)
  const advance = [
    // Somebody who leaves tells so without being among those it touches.
    withNews === ids.length ? personList.array : uuidArray(cursors),
    intArray(cursors.map(id => people.counts[people.numberOf(id)] as number)),
  ]
  const touch = [
    personList.pick(rows.map(box => placeOf(box.who))),
    convList.pick(rows.map(box => box.conv)),
    intArray(rows.map(box => behind(box.who, box.index))),
    intArray(rows.map(box => box.readQ)),
    intArray(rows.map(box => box.readN)),
    intArray(rows.map(box => box.mentionQ)),
  ]
  // One batch is one moment.
  const at = events[0]?.at ?? 0
  return {
    touches: touches.map(list =>
      list.map(({ who, index }) => ({
        person: people.ids[who] as string,
        at: placeOf(who),
        behind: behind(who, index),
      })),
    ),
    cursors: { query: statements.advanceCursors, values: advance },
    inboxes: { query: statements.touchInboxes, values: touch },
    logs: {
      query: statements.advanceAndTouch,
      values: [...advance, ...touch, intArray(rows.map(box => placeOf(box.who) + 1))],
    },
    heads: {
      query: statements.moveHeads,
      values: [
        convList.array,
        intArray(moved.map(head => head.q)),
        intArray(moved.map(head => head.n)),
        intArray(moved.map(head => head.shown_q)),
        intArray(allQ),
        at,
      ],
    },
    rest: [
      {
        query: statements.insertMessages,
        values: [
          convList.pick(convs),
          intArray(events.map(e => e.q)),
          intArray(events.map(e => e.n)),
          personList.pick(senders.map(placeOf)),
          uuidArray(events.map(e => e.id)),
          textArray(events.map(e => e.kind)),
          textArray(events.map(e => e.json)),
          intArray(events.map(e => e.re)),
          at,
        ],
      },
      ...attachmentsOf(events),
      ...changesOf(events),
      ...saidToAllOf(events),
    ],
  }
}

const NOBODY: readonly string[] = []

/** A conversation's boxes are few, and looking through them is quicker than a map would be. */
function boxOf(boxes: Box[], who: number, conv: number): Box {
  for (const box of boxes) if (box.who === who) return box
  const made: Box = { who, conv, index: 0, readQ: 0, readN: 0, mentionQ: 0 }
  boxes.push(made)
  return made
}

/** The new number of each touched person's log, by their place, from the answer to the step `cursors` or `logs`. */
export function movedCursors([row]: readonly unknown[]): number[] {
  const { at, u } = row as { at: number[] | null; u: number[] | null }
  if (!at) return u ?? []
  const cursors: number[] = []
  at.forEach((place, i) => (cursors[place - 1] = u?.[i] as number))
  return cursors
}

/** The people who hear of an event under a number of their own. */
export function heardBy(
  touches: Plan['touches'][number],
  cursors: readonly number[],
): { person: string; u: number | undefined }[] {
  return touches.map(({ person, at, behind }) => {
    const u = cursors[at]
    return { person, u: u === undefined ? undefined : u - behind }
  })
}

/** The files of the events' messages; a batch of plain words has none. */
function attachmentsOf(events: readonly NewEvent[]): Step[] {
  if (!events.some(event => isRich(event.kind))) return []
  const rows = events.flatMap(event =>
    filesOf(event.kind, event.body).map((file, place) => ({ event, place, ...file })),
  )
  if (rows.length === 0) return []
  const values = [
    uuidArray(rows.map(row => row.event.conv)),
    intArray(rows.map(row => row.event.q)),
    intArray(rows.map(row => row.place)),
    textArray(rows.map(row => row.file)),
    textArray(rows.map(row => row.kind)),
    uuidArray(rows.map(row => row.event.sender)),
    floatArray(rows.map(row => row.bytes)),
    textArray(rows.map(row => row.name)),
    boolArray(rows.map(row => row.inside)),
    floatArray(rows.map(row => row.event.at)),
  ]
  return [{ query: statements.insertAttachments, values }]
}

/** Messages to everybody, for their count. */
function saidToAllOf(events: readonly NewEvent[]): Step[] {
  const said = events.filter(isSaidToAll)
  if (said.length === 0) return []
  const values = [uuidArray(said.map(e => e.conv)), floatArray(said.map(e => e.at)), intArray(said.map(e => e.q))]
  return [{ query: statements.insertSaidToAll, values }]
}

/** Edits, recalls, updates and reactions also change how their target stands now. Of several to one message the last counts. */
function changesOf(events: readonly NewEvent[]): Step[] {
  const steps: Step[] = []
  const changed = new Map<
    string,
    { conv: string; q: number; body: string | null; edited: boolean; recalled: boolean; at: number; by: string }
  >()
  const reactions = new Map<string, NewEvent>()
  for (const event of events) {
    if (event.re === null) continue
    if (event.kind === 'edit' || event.kind === 'recall' || event.kind === 'update') {
      const key = `${event.conv} ${event.re}`
      const before = changed.get(key)
      changed.set(key, {
        conv: event.conv,
        q: event.re,
        body: event.kind === 'recall' ? (before?.body ?? null) : event.json,
        edited: event.kind === 'edit' || (before?.edited ?? false),
        recalled: event.kind === 'recall' || (before?.recalled ?? false),
        at: event.at,
        by: event.sender,
      })
    }
    if (event.kind === 'react')
      reactions.set(`${event.conv} ${event.re} ${event.sender} ${String(event.body['e'])}`, event)
  }
  const list = [...changed.values()]
  if (list.length > 0) {
    steps.push({
      query: statements.changeMessages,
      values: [
        uuidArray(list.map(c => c.conv)),
        intArray(list.map(c => c.q)),
        textArray(list.map(c => c.body)),
        boolArray(list.map(c => c.edited)),
        boolArray(list.map(c => c.recalled)),
        floatArray(list.map(c => c.at)),
        uuidArray(list.map(c => c.by)),
      ],
    })
  }
  const columns = (of: readonly NewEvent[]) => [
    uuidArray(of.map(e => e.conv)),
    intArray(of.map(e => e.re)),
    uuidArray(of.map(e => e.sender)),
    textArray(of.map(e => String(e.body['e']))),
  ]
  const on = [...reactions.values()].filter(e => e.body['on'] === true)
  const off = [...reactions.values()].filter(e => e.body['on'] !== true)
  if (on.length > 0)
    steps.push({ query: statements.addReactions, values: [...columns(on), floatArray(on.map(e => e.at))] })
  if (off.length > 0) steps.push({ query: statements.removeReactions, values: columns(off) })
  return steps
}
