import type { Call } from '@plaza/house'
import { authenticate, createPeople, identity } from '@plaza/identity'
import { days, derivedId, Refusal, unreachable } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerRequest } from '../answer.ts'
import { askFriend } from '../ask.ts'
import { changeContact } from '../change.ts'
import { areFriends, contacts, isOpen } from '../index.ts'
import { removeContact } from '../remove.ts'
import { stateAt, type RequestState } from '../rules.ts'
import { requestById } from '../store.ts'

type Side = 0 | 1
type Step =
  | { do: 'ask' | 'remove' | 'block' | 'unblock'; by: Side }
  | { do: 'answer'; by: Side; which: number; accept: boolean }
  | { do: 'wait' }

const by = fc.constantFrom<Side>(0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), by }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('answer' as const), by, which: fc.nat(3), accept: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'block' as const, 'unblock' as const), by }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
)

interface Request {
  readonly id: string
  readonly from: Side
  state: RequestState
  readonly expiresAt: number
}

/** What the rules of the house say in words, as the smallest program: two people, their blocks and their requests. */
class Model {
  friends = false
  readonly blocks: [boolean, boolean] = [false, false]
  readonly requests: Request[] = []

  open(from: Side): Request | undefined {
    return this.requests.find(request => request.from === from && request.state === 'open')
  }

  pass(now: number): void {
    for (const request of this.requests) request.state = stateAt(request, now)
  }

  befriend(): void {
    this.friends = true
    this.blocks.fill(false)
    for (const request of this.requests) if (request.state === 'open') request.state = 'accepted'
  }

  ask(from: Side, id: string, now: number): string {
    const to = (1 - from) as Side
    if (this.friends) return 'already_contacts'
    if (this.blocks[from]) return 'blocked'
    if (this.blocks[to]) return 'requests_not_accepted'
    if (this.open(from)) return 'open'
    this.requests.push({ id, from, state: 'open', expiresAt: now + days(7) })
    if (!this.open(to)) return 'open'
    this.befriend()
    return 'accepted'
  }

  answer(request: Request, to: Side, accept: boolean): string {
    if (request.from === to) return 'not_found'
    if (request.state === 'expired') return 'request_expired'
    if (request.state === 'open' && accept) this.befriend()
    else if (request.state === 'open') request.state = 'declined'
    return request.state === (accept ? 'accepted' : 'declined') ? request.state : 'request_not_open'
  }

  block(from: Side): string {
    this.blocks[from] = true
    const mine = this.open(from)
    if (mine) mine.state = 'expired'
    return 'done'
  }

  unblock(from: Side): string {
    if (!this.friends && !this.blocks[from]) return 'not_a_contact'
    this.blocks[from] = false
    return 'done'
  }
}

async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    return ((await work) as { state?: string }).state ?? 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const callBy = <Input>(person: string, input: Input) =>
  ({ input, by: { person, device: person, kind: 'citizen' } }) as Call<Input>

async function take(
  city: TestCity,
  model: Model,
  people: readonly [string, string],
  what: Step,
): Promise<[string, string]> {
  const now = city.clock.now()
  if (what.do === 'wait') {
    city.skip(days(3))
    model.pass(city.clock.now())
    return ['', '']
  }
  const [me, other] = [people[what.by], people[1 - what.by] as string]
  switch (what.do) {
    case 'ask': {
      const id = city.newId()
      const expected = model.ask(what.by, id, now)
      return [
        await outcome(askFriend(city, callBy(me, { id, to: other, note: '', source: 'handle' as const }))),
        expected,
      ]
    }
    case 'answer': {
      const request = model.requests.at(-1 - what.which)
      if (!request) return ['', '']
      const expected = model.answer(request, what.by, what.accept)
      return [await outcome(answerRequest(city, callBy(me, { id: request.id, accept: what.accept }))), expected]
    }
    case 'remove':
      model.friends = false
      return [await outcome(removeContact(city, callBy(me, { id: other }))), 'done']
    case 'block':
    case 'unblock': {
      const expected = model[what.do](what.by)
      return [await outcome(changeContact(city, callBy(me, { id: other, blocked: what.do === 'block' }))), expected]
    }
    default:
      return unreachable(what)
  }
}

test('whatever two people do, friendship is mutual, blocks hold, and a request that ended stays ended', async () => {
  await using city = await testCity({ modules: [identity, contacts], authenticate })
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async steps => {
      const people = ['a', 'b'].map(side => derivedId(side, String(run))) as [string, string]
      await createPeople(
        city,
        people.map((id, i) => ({ id, handle: `p${i}.${run}`, name: 'P' })),
      )
      run++
      const model = new Model()
      for (const what of steps) {
        const [happened, expected] = await take(city, model, people, what)
        expect(happened, JSON.stringify(what)).toBe(expected)
        for (const side of [0, 1] as const) {
          const friends = await areFriends(city, people[side], [people[1 - side] as string])
          expect(friends.size === 1).toBe(model.friends)
        }
        expect(await isOpen(city, ...people)).toBe(model.friends && !model.blocks.includes(true))
      }
      for (const request of model.requests) {
        const row = await requestById(city.db, request.id)
        expect(row && stateAt(row, city.clock.now())).toBe(request.state)
      }
    }),
    { numRuns: 60 },
  )
})
