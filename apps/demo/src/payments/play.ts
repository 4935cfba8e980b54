import { appended, changeMine, createGroup, openDirect, sync, textBody } from '@plaza/chat'
import { walletApi, type Command, type Endpoint, type InputOf, type ReplyOf } from '@plaza/contract'
import { envelopes, putEnvelope, takeShare } from '@plaza/envelopes'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { currencyOf, seedWallets, wallet } from '@plaza/wallet'
import { cast, demoId, LOGINS, who } from '../cast.ts'
import { DAY_MS, PASSWORD, PIN } from '../limits.ts'
import { demoPurses } from '../purses.ts'
import type { PastClock } from './past.ts'
import { CIRCLES, DAYS, type Deed } from './script.ts'

/** When a day's payments begin, how far they are apart, and when the evening comes at which all is told; local time. */
const FIRST_HOUR = 12
const PAUSE_MS = 25 * 60_000
const EVENING_HOUR = 21
const FIRST_DAY = 33

/**
 * Gives everybody a wallet and lives the weeks of payments that led to today, each on its day and by the same doors that
 * people use. The modules are started. Safe to repeat: what was done already stays as it is.
 */
export async function playPayments(city: City, clock: PastClock): Promise<void> {
  const today = clock.now()
  try {
    clock.playAt(today - FIRST_DAY * DAY_MS)
    await seedWallets(city, demoPurses())
    for (const key of payers()) await choosePin(city, key)
    for (const circle of CIRCLES) {
      const [first, ...others] = circle.members.map(key => who(key).id)
      await createGroup(city, first as string, { id: circleId(circle.key), title: circle.title, people: others })
    }
    for (const { daysAgo, deeds } of DAYS) {
      if (daysAgo === DAYS.at(-1)?.daysAgo) await Promise.all([callGift(city), readAll(city)])
      await playDay(city, clock, { day: today - daysAgo * DAY_MS, deeds, name: String(daysAgo) })
    }
  } finally {
    clock.letGo()
  }
}

async function playDay(
  city: City,
  clock: PastClock,
  { day, deeds, name }: { day: number; deeds: readonly Deed[]; name: string },
): Promise<void> {
  const noon = new Date(day).setHours(FIRST_HOUR, 0, 0, 0)
  for (const [i, deed] of deeds.entries()) {
    clock.playAt(noon + i * PAUSE_MS)
    await done(city, deed, demoId('deed', name, String(i)))
  }
  clock.playAt(new Date(day).setHours(EVENING_HOUR, 0, 0, 0))
  for (const chore of [envelopes.chores?.['tell'], wallet.chores?.['bills']]) await chore?.run(city)
  await city.outbox.settle()
}

/** A repeat may come when what was begun is over: then it stays as it is. */
async function done(city: City, deed: Deed, id: string): Promise<void> {
  await perform(city, deed, id).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    city.log.warn({ code: error.code, deed: deed.did }, 'a payment of the demo was not made')
  })
}

async function perform(city: City, deed: Deed, id: string): Promise<void> {
  const currency = currencyOf(city)
  switch (deed.did) {
    case 'says': {
      const body = textBody(deed.text, undefined)
      const [conv, sender, arrivedMs] = [circleId(deed.where), who(deed.by).id, city.clock.now()]
      await appended(city, { conv, id, sender, kind: 'text', body, re: null, origin: undefined, arrivedMs })
      return
    }
    case 'pays': {
      const what = { id, to: who(deed.to).id, amount: String(deed.cents), currency }
      const proof = await proofOf(city, deed.by, { do: 'transfer', ...what })
      await ask(city, deed.by, walletApi.sendTransfer, { ...what, note: deed.note, proof })
      await ask(city, deed.to, walletApi.acceptTransfer, { id })
      return
    }
    case 'asks': {
      const sum = { amount: String(deed.cents), currency }
      await ask(city, deed.by, walletApi.askMoney, { id, to: who(deed.of).id, ...sum, note: deed.note })
      await payRequest(city, deed.of, { id, to: who(deed.by).id, ...sum })
      return
    }
    case 'splits':
      return splitBill(city, deed, id)
    case 'gives':
      return giveEnvelope(city, deed, id)
  }
}

type Did<D extends Deed['did']> = Extract<Deed, { did: D }>

async function splitBill(city: City, deed: Did<'splits'>, id: string): Promise<void> {
  const currency = currencyOf(city)
  const people = membersOf(deed.where).map(key => who(key).id)
  const equal = { total: String(deed.cents), people }
  const split = { id, conversation: circleId(deed.where), currency, note: deed.note, equal }
  const { shares } = await ask(city, deed.by, walletApi.splitBill, split)
  for (const key of deed.paid) {
    const share = shares.find(({ person }) => person === who(key).id)
    assert(share, 'whoever pays has a share')
    await payRequest(city, key, { id: share.id, to: who(deed.by).id, amount: share.amount, currency })
  }
}

/** A lucky one for a circle, or one for a single person, in the conversation of the two. */
async function giveEnvelope(city: City, deed: Did<'gives'>, id: string): Promise<void> {
  const sender = who(deed.by).id
  const shared = { id, sender, total: deed.cents, count: deed.takers.length, wish: deed.wish }
  if (CIRCLES.some(({ key }) => key === deed.where)) {
    await putEnvelope(city, { ...shared, kind: 'lucky', conv: circleId(deed.where) })
  } else {
    const person = who(deed.where).id
    await putEnvelope(city, { ...shared, kind: 'one', person, conv: (await openDirect(city, sender, person)).c })
  }
  for (const key of deed.takers) await takeShare(city, id, who(key).id)
}

async function payRequest(city: City, by: string, what: Omit<Command, 'do'>): Promise<void> {
  const proof = await proofOf(city, by, { do: 'pay_request', ...what })
  await ask(city, by, walletApi.payRequest, { id: what.id, proof })
}

const circleId = (key: string): string => demoId('circle', key)
const membersOf = (circle: string): readonly string[] => CIRCLES.find(({ key }) => key === circle)?.members ?? []

/** Everybody whose payments must be confirmed. They sign in with the demo's password, as everybody has one who can. */
export function payers(): string[] {
  const paying = DAYS.flatMap(({ deeds }) => deeds).flatMap(deed => {
    if (deed.did === 'pays') return [deed.by]
    if (deed.did === 'asks') return [deed.of]
    return deed.did === 'splits' ? deed.paid : []
  })
  return [...new Set([...LOGINS, ...paying])]
}

async function choosePin(city: City, key: string): Promise<void> {
  await ask(city, key, walletApi.setPin, { pin: PIN, proof: { password: PASSWORD } })
}

async function proofOf(city: City, key: string, command: Command): Promise<string> {
  return (await ask(city, key, walletApi.prove, { command, pin: PIN })).proof
}

/** What the city answers somebody, as it would their phone. */
async function ask<E extends Endpoint>(city: City, key: string, endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>> {
  const route = wallet.routes?.find(one => one.endpoint === endpoint)
  assert(route, 'the wallet answers its own endpoints')
  const { id: person, kind } = who(key)
  const by = { person, kind, device: demoId('device', key) }
  const call: Call<InputOf<E>> = {
    input,
    by,
    session: by,
    address: 'demo',
    requestId: demoId('call', key),
    setSession() {},
  }
  return (await route.handle(city, call as Call<never>)) as ReplyOf<E>
}

/** What the city gave to begin with is a gift, as those see it who can be visited. */
async function callGift(city: City): Promise<void> {
  for (const login of LOGINS) {
    const { bills } = await ask(city, login, walletApi.bills, {})
    const gift = bills.find(({ kind }) => kind === 'other')
    if (gift) await ask(city, login, walletApi.categorize, { id: gift.id, category: 'gifts' })
  }
}

/** Whoever can be visited has read what was paid, but for the last day. */
async function readAll(city: City): Promise<void> {
  const people = DAYS.flatMap(({ deeds }) => deeds).flatMap(deed => Object.values(deed))
  for (const login of LOGINS) {
    const { id } = who(login)
    for await (const frame of sync(city, id, 0)) {
      const service = frame.people.find(({ handle }) => handle === 'payments')
      const ours = new Set([
        service?.id,
        ...people.filter(key => cast.has(String(key))).map(key => who(String(key)).id),
      ])
      for (const { c, q, peer } of frame.rows)
        if (peer === undefined ? CIRCLES.some(({ key }) => circleId(key) === c) : ours.has(peer))
          await changeMine(city, id, c, { read: q })
    }
  }
}
