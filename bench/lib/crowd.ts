import { createGroup, openDirect } from '@plaza/chat'
import { seedFriendships } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { createPeople, openSession } from '@plaza/identity'
import { migrateAll, openCity } from '@plaza/server'
import pino from 'pino'

export interface Crowd {
  readonly people: readonly { readonly id: string; readonly tokens: readonly string[] }[]
  readonly conversations: readonly { readonly c: string; readonly members: readonly number[] }[]
}

export interface CrowdOptions {
  readonly people: number
  readonly devices: number
  /** Of everybody; without one nobody can sign in or set a PIN. */
  readonly password?: string
  readonly pairs: readonly (readonly [number, number])[]
  /** Members of each group, the first is its owner. Beyond `people` they are people without a phone. */
  readonly groups: readonly (readonly number[])[]
}

/** A migrated database with people who know each other, their sessions and their conversations, made by the doors of the modules. */
export async function makeCrowd(databaseUrl: string, home: string, options: CrowdOptions): Promise<Crowd> {
  const log = pino({ level: 'fatal' })
  await migrateAll(databaseUrl, log)
  await using opened = await openCity({
    home,
    databaseUrl,
    works: false,
    log,
    config: { cityName: 'Crowd', publicUrl: 'http://127.0.0.1', groupMembersMax: 500 },
  })
  return await fill(opened.city, options)
}

async function fill(city: City, { people, devices, password, pairs, groups }: CrowdOptions): Promise<Crowd> {
  const count = Math.max(people, ...groups.flat().map(i => i + 1))
  const ids = Array.from({ length: count }, () => city.newId())
  const id = (i: number) => ids[i] as string
  await createPeople(
    city,
    ids.map((person, i) => ({
      id: person,
      handle: `crowd_${i}`,
      name: `Crowd ${i}`,
      ...(password === undefined ? {} : { password }),
    })),
  )
  const owners = groups.flatMap(([owner, ...others]) =>
    others.map(other => ({ a: id(owner as number), b: id(other), since: 1 })),
  )
  await seedFriendships(city, [...pairs.map(([a, b]) => ({ a: id(a), b: id(b), since: 1 })), ...owners])
  const conversations: { c: string; members: readonly number[] }[] = []
  for (const [a, b] of pairs) conversations.push({ c: (await openDirect(city, id(a), id(b))).c, members: [a, b] })
  for (const members of groups) {
    const [owner, ...others] = members
    const { c } = await createGroup(city, id(owner as number), {
      id: city.newId(),
      title: 'Crowd',
      people: others.map(id),
    })
    conversations.push({ c, members })
  }
  const made = []
  for (const person of ids.slice(0, people)) {
    const tokens = []
    for (let d = 0; d < devices; d++) tokens.push(await openSession(city, person, { name: 'phone', kind: 'browser' }))
    made.push({ id: person, tokens })
  }
  return { people: made, conversations }
}
