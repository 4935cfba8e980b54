import { boolArray, floatArray, intArray, textArray, uuidArray, type Prepared } from '@plaza/db'
import * as statements from './append-sql.ts'
import type { Head, Membership, NewEvent } from './types.ts'

/** The writes of a batch (the first step answers with the moved cursors) and who is to hear of which event under which number. */
export interface Plan {
  readonly steps: { query: Prepared; values: unknown[] }[]
  /** For each event, the people whose own log it enters, each with how far below their new head it lies. */
  readonly touches: { person: string; behind: number }[][]
  /** The people of the first step, in its order. */
  readonly people: readonly string[]
}

interface Box {
  person: string
  conv: string
  index: number
  readQ: number
  readN: number
  mentionQ: number
}

/** Lays out what flight 2 writes: pure, from the judged events and the heads after them. */
export function plan(events: readonly NewEvent[], moved: readonly Head[], members: readonly Membership[]): Plan {
  const heads = new Map(moved.map(head => [head.id, head]))
  const inside = new Set(members.map(member => `${member.conv} ${member.person}`))
  const counts = new Map<string, number>()
  const boxes = new Map<Head, Map<string, Box>>()
  const places: { person: string; index: number }[][] = []
  const allQ = new Map<Head, number>()

  for (const event of events) {
    const head = heads.get(event.conv) as Head
    let inConv = boxes.get(head)
    if (!inConv) boxes.set(head, (inConv = new Map()))
    const mentions = event.kind === 'text' ? ((event.body['mentions'] as string[] | undefined) ?? []) : []
    if (mentions.includes('all')) allQ.set(head, event.q)
    const people = head.fan ?? [
      ...new Set([event.sender, ...mentions.filter(person => inside.has(`${event.conv} ${person}`))]),
    ]
    const place: { person: string; index: number }[] = []
    for (const person of people) {
      const index = (counts.get(person) ?? 0) + 1
      counts.set(person, index)
      let box = inConv.get(person)
      if (!box) inConv.set(person, (box = { person, conv: event.conv, index, readQ: 0, readN: 0, mentionQ: 0 }))
      box.index = index
      if (event.sender === person) {
        box.readQ = event.q
        box.readN = event.n
      } else if (mentions.includes(person)) {
        box.mentionQ = event.q
      }
      place.push({ person, index })
    }
    places.push(place)
  }

  const people = [...counts.keys()].sort()
  const behind = (person: string, index: number) => (counts.get(person) as number) - index
  const rows = [...boxes.values()].flatMap(inConv => [...inConv.values()])
  return {
    steps: [
      {
        query: statements.advanceCursors,
        values: [uuidArray(people), intArray(people.map(person => counts.get(person) as number))],
      },
      { query: statements.insertMessages, values: messageColumns(events) },
      {
        query: statements.moveHeads,
        values: [
          uuidArray(moved.map(head => head.id)),
          intArray(moved.map(head => head.q)),
          intArray(moved.map(head => head.n)),
          intArray(moved.map(head => head.shown_q)),
          intArray(moved.map(head => allQ.get(head) ?? 0)),
          events[0]?.at ?? 0,
        ],
      },
      {
        query: statements.touchInboxes,
        values: [
          uuidArray(rows.map(box => box.person)),
          uuidArray(rows.map(box => box.conv)),
          intArray(rows.map(box => behind(box.person, box.index))),
          intArray(rows.map(box => box.readQ)),
          intArray(rows.map(box => box.readN)),
          intArray(rows.map(box => box.mentionQ)),
        ],
      },
      ...changesOf(events),
    ],
    people,
    touches: places.map(list => list.map(({ person, index }) => ({ person, behind: behind(person, index) }))),
  }
}

function messageColumns(events: readonly NewEvent[]): unknown[] {
  return [
    uuidArray(events.map(e => e.conv)),
    intArray(events.map(e => e.q)),
    intArray(events.map(e => e.n)),
    uuidArray(events.map(e => e.sender)),
    uuidArray(events.map(e => e.id)),
    textArray(events.map(e => e.kind)),
    textArray(events.map(e => e.json)),
    intArray(events.map(e => e.re)),
    // One batch is one moment.
    events[0]?.at ?? 0,
  ]
}

/** Edits, recalls and reactions also change how their target stands now. Of several to one message the last counts. */
function changesOf(events: readonly NewEvent[]): Plan['steps'] {
  const steps: Plan['steps'] = []
  const changed = new Map<string, { conv: string; q: number; body: string | null; recalled: boolean; at: number }>()
  const reactions = new Map<string, NewEvent>()
  for (const event of events) {
    if (event.re === null) continue
    if (event.kind === 'edit' || event.kind === 'recall') {
      const key = `${event.conv} ${event.re}`
      const before = changed.get(key)
      changed.set(key, {
        conv: event.conv,
        q: event.re,
        body: event.kind === 'edit' ? event.json : (before?.body ?? null),
        recalled: event.kind === 'recall' || (before?.recalled ?? false),
        at: event.at,
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
        boolArray(list.map(c => c.recalled)),
        floatArray(list.map(c => c.at)),
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
