import { contacts, seedFriendships } from '@plaza/contacts'
import type { Module } from '@plaza/house'
import { identity, createPeople } from '@plaza/identity'
import { systemClock, type Clock } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { appended, type Unlaid } from '../append.ts'
import { openDirect } from '../direct.ts'
import { chat } from '../index.ts'
import { textBody } from '../rules.ts'
import type { NewEvent, Verdict } from '../types.ts'

/** A city with some people who all know each other, for the chat's tests. */
export async function street(
  names: readonly string[],
  options: { clock?: Clock; friends?: boolean; more?: readonly Module[] } = {},
): Promise<Street> {
  const city = await testCity({
    modules: [identity, ...(options.more ?? []), contacts, chat],
    clock: options.clock ?? systemClock,
  })
  const ids = Object.fromEntries(names.map(name => [name, city.newId()]))
  await createPeople(
    city,
    names.map(name => ({ id: ids[name] as string, handle: `${name}_test`, name })),
  )
  if (options.friends !== false) {
    const pairs = names.flatMap((a, i) =>
      names.slice(i + 1).map(b => ({ a: ids[a] as string, b: ids[b] as string, since: 1 })),
    )
    await seedFriendships(city, pairs)
  }
  await city.settle()
  const made: Street = {
    city,
    id: name => ids[name] as string,
    direct: async (a, b) => (await openDirect(city, ids[a] as string, ids[b] as string)).c,
    draft: (from, conv, body, more = {}) => ({
      conv,
      id: city.newId(),
      sender: ids[from] as string,
      kind: 'text',
      body: typeof body === 'string' ? textBody(body, undefined) : body,
      re: null,
      origin: undefined,
      arrivedMs: city.clock.now(),
      ...more,
    }),
    async say(from, conv, body, more = {}) {
      const verdict = await appended(city, made.draft(from, conv, body, more))
      if (!verdict.ok) throw new Error(`refused: ${verdict.code}`)
      return verdict.event
    },
    tries: (from, conv, body, more = {}) => appended(city, made.draft(from, conv, body, more)),
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
  return made
}

export interface Street extends AsyncDisposable {
  readonly city: TestCity
  id(name: string): string
  direct(a: string, b: string): Promise<string>
  draft(from: string, conv: string, body: string | Record<string, unknown>, more?: Partial<Unlaid>): Unlaid
  say(from: string, conv: string, body: string | Record<string, unknown>, more?: Partial<Unlaid>): Promise<NewEvent>
  tries(from: string, conv: string, body: string | Record<string, unknown>, more?: Partial<Unlaid>): Promise<Verdict>
}
