import { appended, chat, createGroup, openDirect, textBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import type { InputOf, ReplyOf, searchApi } from '@plaza/contract'
import { createPeople, identity } from '@plaza/identity'
import { seconds } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { search as find } from '../find.ts'
import { search } from '../index.ts'

type Asked = InputOf<typeof searchApi.search>

/** People who are all friends, who talk and look for what was said. */
export async function library(names: readonly string[]): Promise<Library> {
  const city = await testCity({ modules: [identity, contacts, chat, search] })
  const ids = new Map(names.map(name => [name, city.newId()]))
  const id = (name: string) => ids.get(name) as string
  await createPeople(
    city,
    names.map(name => ({ id: id(name), handle: `${name}_test`, name })),
  )
  await seedFriendships(
    city,
    names.flatMap((a, i) => names.slice(i + 1).map(b => ({ a: id(a), b: id(b), since: 1 }))),
  )
  await city.settle()
  const made: Library = {
    city,
    id,
    direct: async (a, b) => (await openDirect(city, id(a), id(b))).c,
    group: async (owner, ...others) =>
      (await createGroup(city, id(owner), { id: city.newId(), people: others.map(id) })).c,
    async put(from, conv, kind, body, re) {
      const verdict = await appended(city, {
        conv,
        id: city.newId(),
        sender: id(from),
        kind,
        body,
        re: re ?? null,
        origin: undefined,
        arrivedMs: city.clock.now(),
      })
      if (!verdict.ok) throw new Error(`refused: ${verdict.code}`)
      return verdict.event.q
    },
    say: (from, conv, text) => made.put(from, conv, 'text', textBody(text, undefined)),
    async read() {
      city.skip(seconds(1))
      await city.settle()
    },
    ask: (who, asked) =>
      find(city, {
        input: typeof asked === 'string' ? { words: asked } : asked,
        by: { person: id(who), device: id(who), kind: 'citizen' },
      } as Parameters<typeof find>[1]),
    texts: async (who, asked) => (await made.ask(who, asked)).hits.map(hit => hit.b['text']),
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
  return made
}

export interface Library extends AsyncDisposable {
  readonly city: TestCity
  id(name: string): string
  direct(a: string, b: string): Promise<string>
  group(owner: string, ...others: string[]): Promise<string>
  put(
    from: string,
    conv: string,
    kind: 'text' | 'edit' | 'recall' | 'card' | 'person' | 'record' | 'poll' | 'sticker',
    body: Record<string, unknown>,
    re?: number,
  ): Promise<number>
  say(from: string, conv: string, text: string): Promise<number>
  /** Lets the index read what was said. */
  read(): Promise<void>
  ask(who: string, asked: string | Asked): Promise<ReplyOf<typeof searchApi.search>>
  texts(who: string, asked: string | Asked): Promise<unknown[]>
}
