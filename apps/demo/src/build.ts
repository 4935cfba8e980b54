import { seedConversations, type SeedConversation } from '@plaza/chat'
import { seedFriendships, type Friendship } from '@plaza/contacts'
import { createPeople } from '@plaza/identity'
import type { City } from '@plaza/house'
import { COLLEAGUE, LOGINS, who, type Townsperson } from './cast.ts'
import { live, type ChatPlan } from './history.ts'
import { BATCHES_AT_ONCE, CONVERSATIONS_PER_BATCH, DAY_MS, HISTORY_DAYS, PASSWORD, PIN } from './limits.ts'
import type { PastClock } from './payments/past.ts'
import { payers, playPayments } from './payments/play.ts'
import { population } from './people.ts'
import { directPlans } from './plans/direct.ts'
import { familyPlans, groupPlans } from './plans/groups.ts'

/** Somebody whom a visitor of the demo can be. */
export interface DemoLogin {
  readonly who: string
  readonly how: string
}

/** Everything about the demo city at one moment, before any of it is written. */
export interface DemoCity {
  readonly people: readonly Townsperson[]
  readonly friendships: readonly Friendship[]
  readonly conversations: readonly SeedConversation[]
}

/** What relatives call each other in their contacts. */
const REMARKS: Readonly<Record<string, string>> = {
  'lucia carmen': 'Mamá',
  'lucia andres': 'Papá',
  'lucia rosario': 'Abuela',
  'lucia dani': 'Dani (hermano)',
  'mei shufen': '妈妈',
  'mei guoqiang': '爸爸',
  'mei guilan': '奶奶',
  'mei xiaoyu': '弟弟',
  'sam ruth': 'Mum',
  'sam george': 'Dad',
  'sam wale': 'Grandpa',
  'sam zhou': 'Zhou (bikes)',
}

/** Imagines the city: the same at the same moment, and at another one the same but for the dates. */
export function imagineCity(now: number): DemoCity {
  const people = population()
  const plans = [...familyPlans(people), ...directPlans(people), ...groupPlans(people)]
  return { people, friendships: friendshipsOf(plans, now), conversations: plans.map(plan => live(plan, now)) }
}

/**
 * Fills a city with the demo's people and their past, their payments included where its clock can be set back. A repeat
 * finds what is there and writes only what is missing.
 */
export async function buildDemoCity(city: City, { past }: { past?: PastClock } = {}): Promise<DemoLogin[]> {
  const now = city.clock.now()
  const keys = [...LOGINS, COLLEAGUE]
  const known = new Set([...keys, ...payers()].map(key => who(key).handle))
  const { people, friendships, conversations } = imagineCity(now)
  await createPeople(
    city,
    people.map(({ id, handle, name, kind, language, region }) => ({
      id,
      handle,
      name,
      kind,
      language,
      region,
      privacy: { readReceipts: true },
      createdAt: now - (HISTORY_DAYS + 2) * DAY_MS,
      ...(known.has(handle) ? { password: PASSWORD } : {}),
    })),
  )
  await seedFriendships(city, friendships)
  if (past) await playPayments(city, past)
  await writeConversations(city, conversations)
  return keys.map(key => {
    const { name, handle, kind } = who(key)
    const pin = past && payers().includes(key) ? `, payment PIN ${PIN}` : ''
    return { who: name, how: `${handle} / ${PASSWORD}${pin}${kind === 'operator' ? ' (operator)' : ''}` }
  })
}

async function writeConversations(city: City, conversations: readonly SeedConversation[]): Promise<void> {
  const batches: SeedConversation[][] = []
  for (let i = 0; i < conversations.length; i += CONVERSATIONS_PER_BATCH)
    batches.push(conversations.slice(i, i + CONVERSATIONS_PER_BATCH))
  const lane = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await seedConversations(city, batch)
  }
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, lane))
}

/** Who writes to each other are friends; so are families, and the small groups of the three people one can be. */
function friendshipsOf(plans: readonly ChatPlan[], now: number): Friendship[] {
  const pairs = new Map<string, Friendship>()
  const befriend = (a: Townsperson, b: Townsperson) => {
    const [remarkA, remarkB] = [REMARKS[`${a.key} ${b.key}`], REMARKS[`${b.key} ${a.key}`]]
    const since = now - (HISTORY_DAYS + 1) * DAY_MS
    pairs.set([a.id, b.id].toSorted().join(), {
      a: a.id,
      b: b.id,
      since,
      ...(remarkA ? { remarkA } : {}),
      ...(remarkB ? { remarkB } : {}),
    })
  }
  for (const { kind, key, members } of plans) {
    const people = members.map(member => member.person)
    const close = kind === 'direct' || key.startsWith('family-')
    const small = people.length <= SMALL_GROUP
    for (const [i, a] of people.entries()) {
      for (const b of people.slice(i + 1)) {
        const ours = [a, b].some(({ key: one }) => LOGINS.some(login => login === one))
        if (close || (small && ours && a.kind !== 'bot' && b.kind !== 'bot')) befriend(a, b)
      }
    }
  }
  return [...pairs.values()]
}
const SMALL_GROUP = 16
