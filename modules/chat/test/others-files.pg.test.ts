import { Refusal } from '@plaza/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGroup } from '../create-group.ts'
import { hideMessages } from '../hide.ts'
import { invite } from '../invite.ts'
import { leave } from '../leave.ts'
import { attachmentsOf } from '../list-attachments.ts'
import { lane, type Lane } from './lane.ts'

const PEOPLE = ['anna', 'bo', 'cy'] as const
const RUNS = 6
const STEPS = 22
type Name = (typeof PEOPLE)[number]

interface Sent {
  readonly group: number
  readonly file: string
  readonly q: number
  readonly by: Name
  recalled: boolean
  readonly hiddenFor: Set<Name>
  /** Who was in the group when it was said, and has not come back since. */
  readonly heardBy: Set<Name>
}

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('send' as const), who: fc.nat(2), group: fc.nat(1), what: fc.nat(5) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('join' as const, 'leave' as const),
      who: fc.integer({ min: 1, max: 2 }),
      group: fc.nat(1),
      what: fc.nat(0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('recall' as const, 'hide' as const),
      who: fc.nat(2),
      group: fc.nat(0),
      what: fc.nat(30),
    }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('nothing of another chat: whoever comes, goes, sends on, recalls or deletes, a file is read by whom a message shows it to', async () => {
  await using of = await lane(PEOPLE)
  const own: Record<Name, string[]> = { anna: [], bo: [], cy: [] }
  for (const name of PEOPLE)
    for (const n of [1, 2]) own[name].push(await of.upload(name, 'file', Buffer.from(`${name} ${n}`)))
  const all = Object.values(own).flat()
  const towns: Town[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS / 2, maxLength: STEPS }), async steps => {
      const town = await Town.open(of, own, all, towns)
      for (const one of steps) await town.play(one)
      await town.check()
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 90_000)

/** Two groups of Anna's, and what everybody should see of them. */
class Town {
  readonly #of: Lane
  readonly #own: Record<Name, string[]>
  /** Of all runs: what somebody saw in an earlier one they may send on as well. */
  readonly #towns: readonly Town[]
  readonly #all: readonly string[]
  readonly #groups: string[] = []
  readonly #inside = [new Set<Name>(['anna']), new Set<Name>(['anna'])]
  readonly #ever = [new Set<Name>(['anna']), new Set<Name>(['anna'])]
  readonly #sent: Sent[] = []

  private constructor(of: Lane, own: Record<Name, string[]>, all: readonly string[], towns: Town[]) {
    this.#of = of
    this.#towns = towns
    this.#own = own
    this.#all = all
  }

  static async open(of: Lane, own: Record<Name, string[]>, all: readonly string[], towns: Town[]): Promise<Town> {
    const town = new Town(of, own, all, towns)
    towns.push(town)
    for (let i = 0; i < 2; i++) {
      const id = of.city.newId()
      await createGroup(of.city, of.id('anna'), { id, title: 'a group', people: [] })
      town.#groups.push(id)
    }
    return town
  }

  #sees(name: Name, message: Sent): boolean {
    return message.heardBy.has(name) && !message.recalled && !message.hiddenFor.has(name)
  }

  shows(name: Name, file: string): boolean {
    return this.#sent.some(message => message.file === file && this.#sees(name, message))
  }

  async play({ do: deed, who, group, what }: Step): Promise<void> {
    const name = PEOPLE[who] as Name
    const conv = this.#groups[group] as string
    const { city } = this.#of
    if (deed === 'join' && !this.#inside[group]?.has(name)) {
      await invite(city, this.#of.id('anna'), { id: conv, people: [this.#of.id(name)] })
      this.#inside[group]?.add(name)
      this.#ever[group]?.add(name)
      // Who comes back begins anew.
      for (const message of this.#sent) if (message.group === group) message.heardBy.delete(name)
    } else if (deed === 'leave' && this.#inside[group]?.delete(name)) await leave(city, this.#of.id(name), conv)
    else if (deed === 'send') await this.#send(name, group, this.#all[what] as string)
    else if (deed === 'recall' || deed === 'hide') await this.#change(deed, name, what)
  }

  async #send(name: Name, group: number, file: string): Promise<void> {
    const may = this.#own[name].includes(file) || this.#towns.some(town => town.shows(name, file))
    const conv = this.#groups[group] as string
    const event = await this.#of.send(name, conv, 'file', { file, name: 'x' }).catch(() => undefined)
    expect(event !== undefined).toBe(may && this.#inside[group]?.has(name))
    if (!event) return
    const heardBy = new Set(this.#inside[group])
    this.#sent.push({ group, file, q: event.q, by: name, recalled: false, hiddenFor: new Set(), heardBy })
  }

  async #change(deed: 'recall' | 'hide', name: Name, what: number): Promise<void> {
    const message = this.#sent[what]
    if (!message || !this.#sees(name, message)) return
    const conv = this.#groups[message.group] as string
    if (deed === 'hide') {
      await hideMessages(this.#of.city, this.#of.id(name), conv, [message.q])
      message.hiddenFor.add(name)
    } else if (message.by === name && this.#inside[message.group]?.has(name)) {
      await this.#of.say(name, conv, {}, { kind: 'recall', re: message.q })
      message.recalled = true
    }
  }

  /** Everybody tries every file in every group, and looks through the lists of files. */
  async check(): Promise<void> {
    for (const name of PEOPLE)
      for (const [group, conv] of this.#groups.entries()) {
        const seen = this.#sent.filter(message => message.group === group && this.#sees(name, message))
        for (const file of this.#all) {
          const got = await this.#of.reads(name, conv, file).then(
            () => true,
            (error: unknown) => !(error instanceof Refusal),
          )
          expect(got, `${name} reads ${file}`).toBe(seen.some(message => message.file === file))
        }
        if (!this.#ever[group]?.has(name)) continue
        const { items } = await attachmentsOf(this.#of.city, this.#of.id(name), conv, {})
        expect(items.map(item => item.q)).toEqual(seen.map(message => message.q).toReversed())
      }
  }
}
