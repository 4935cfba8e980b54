import { TestClock } from '@plaza/kernel'
import type * as Dns from 'node:dns'
import { lookup as realLookup } from 'node:dns'
import { get } from 'node:http'
import { beforeEach, expect, test, vi } from 'vitest'
import { market, type Market, type Shop } from './scene.ts'

// A name that is outside when it is looked at and inside when it is called. The resolver is ours; everything else is real.

const OUTSIDE = '93.184.215.14'
const INSIDE = '127.0.0.1'
/** What the resolver says to each question about the name, in turn; the last for ever. */
const answers = vi.hoisted((): { next: string[][]; asked: number } => ({ next: [], asked: 0 }))

type Look = (host: string, options: object, done: (error: Error | null, found: object[]) => void) => void

vi.mock('node:dns', async original => {
  const dns = await original<typeof Dns>()
  const lookup: Look = (host, options, done) => {
    if (host !== 'rebind.example.org') return (dns.lookup as unknown as Look)(host, options, done)
    answers.asked += 1
    const said = answers.next.length > 1 ? answers.next.shift() : answers.next[0]
    done(
      null,
      (said ?? []).map(address => ({ address, family: 4 })),
    )
  }
  return { ...dns, default: { ...dns, lookup }, lookup }
})

beforeEach(() => {
  answers.asked = 0
})

/** What became of news for a name that changes between two questions. */
async function bringTo(town: Market, shop: Shop, url: string, said: string[][]) {
  answers.next = said
  const bob = await town.person(`payer${town.city.newId().slice(-6)}`, { cents: 1_000 })
  const paid = await bob.pay(await shop.order(`R${town.city.newId().slice(-8)}`, 100, { notify_url: url }))
  await town.bring()
  const seen = await shop.owner.call<{ notifies: { deliveries: { why?: string; status?: number }[] }[] }>(
    `GET /merchants/${shop.merchant.id}/orders/${paid.body.id}`,
  )
  return seen.body.notifies[0]?.deliveries
}

test('a name that is outside first and inside then never leads inside', async () => {
  await using town = await market({ clock: new TestClock(), config: { allowPrivateHooks: false } })
  await using server = await town.receiver()
  const url = `http://rebind.example.org:${new URL(server.url).port}/notify`
  const shop = await town.shop(await town.person('anna'))

  // Whoever asks again when they call would be led inside: the trap works.
  answers.next = [[INSIDE]]
  await new Promise((done, fail) => get(url, { lookup: realLookup }, done).on('error', fail))
  expect(server.heard).toHaveLength(1)

  answers.asked = 0
  expect(await bringTo(town, shop, url, [[OUTSIDE], [INSIDE]])).toMatchObject([{ why: 'unreachable' }])
  expect([answers.asked, server.heard.length]).toEqual([1, 1])

  expect(await bringTo(town, shop, url, [[INSIDE], [OUTSIDE]])).toMatchObject([{ why: 'not_outside' }])
  expect(await bringTo(town, shop, url, [[OUTSIDE, INSIDE]])).toMatchObject([{ why: 'not_outside' }])
  expect(await bringTo(town, shop, url, [['::ffff:10.0.0.1']])).toMatchObject([{ why: 'not_outside' }])
  expect(await bringTo(town, shop, url, [[]])).toMatchObject([{ why: 'not_outside' }])
  expect(server.heard).toHaveLength(1)
})
