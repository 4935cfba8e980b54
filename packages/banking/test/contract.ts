import type { BankConnector, BankEntry, Consent, Outcome, StatementLine } from '@plaza/banking'
import { systemClock, systemDice, uuidv7 } from '@plaza/kernel'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BankScene } from './scene.ts'

const PATIENCE_MS = 20_000
const GOOD_MOOD = { slowMs: 0, silent: false, double: false, refuse: null, dead: 'no', lateMs: 0 }
export const newKey = () => uuidv7(systemClock.now(), systemDice)
export const eur = (minor: bigint) => ({ minor, currency: 'EUR' })

/**
 * Waits for an end as the wallet does: asks, and when the bank never heard of the key, sends the same again. Answers with
 * the final outcome.
 */
export async function ending(bank: BankConnector, key: string, again: () => Promise<Outcome>): Promise<Outcome> {
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until) {
    const outcome = await bank.lookup(key)
    if (outcome.kind === 'settled' || outcome.kind === 'rejected') return outcome
    if (outcome.kind === 'unknown' && outcome.reason === 'not_found') await again()
    await wait(30)
  }
  throw new Error('the payment did not end in time')
}

export async function read(lines: AsyncIterable<StatementLine>) {
  const entries: BankEntry[] = []
  let opening = 0n
  let closing = 0n
  for await (const line of lines) {
    if (line.kind === 'entry') entries.push(line)
    else if (line.kind === 'opening') opening = line.minor
    else closing = line.minor
  }
  return { opening, closing, entries }
}

const today = () => new Date().toISOString().slice(0, 10)

/** What every adapter must do, with whatever bank is behind it. Run it against a bank that can be told how to behave. */
export function bankContract(name: string, open: () => Promise<BankScene>): void {
  describe(`${name} keeps the contract of a bank`, () => {
    let scene: BankScene
    let consent: Consent
    beforeAll(async () => {
      scene = await open()
      consent = await scene.consent()
    }, 60_000)
    afterAll(async () => {
      const books = await scene.books()
      await scene[Symbol.asyncDispose]()
      expect(books).toMatchObject({ sum: '0', wrongAccounts: 0 })
    })
    beforeEach(() => scene.mood(GOOD_MOOD))

    const pull = (key: string, minor: bigint, by = scene.connector) =>
      by.pull({ key, amount: eur(minor), consent, text: 'Top up' })
    const push = (key: string, minor: bigint, by = scene.connector, iban = scene.ibans.open) =>
      by.push({ key, amount: eur(minor), iban, name: '韩梅梅', text: 'Withdrawal' })
    const entriesOf = async (key: string) =>
      (await read(scene.connector.statement(today()))).entries.filter(entry => entry.key === key)

    test('a top-up is accepted, settles, and stands once in the statement and in a callback', async () => {
      const key = newKey()
      expect(await pull(key, 1_000n)).toMatchObject({ kind: 'accepted' })
      expect(await ending(scene.connector, key, () => pull(key, 1_000n))).toMatchObject({ kind: 'settled' })
      const wanted = { direction: 'credit', amount: eur(1_000n), key, counterparty: { iban: consent.iban } }
      expect(await entriesOf(key)).toMatchObject([wanted])
      await expect.poll(() => told(key)).toMatchObject([wanted])
    })

    /** Entries of a key that callbacks told, each callback counted once. */
    function told(key: string): BankEntry[] {
      const booked = scene.events.filter(event => event.kind === 'booked')
      const once = new Map(booked.map(event => [event.id, event]))
      return [...once.values()].flatMap(event => event.entries).filter(entry => entry.key === key)
    }

    test('a withdrawal settles, to this bank and to others', async () => {
      for (const iban of [scene.ibans.open, scene.ibans.elsewhere]) {
        const key = newKey()
        expect(await push(key, 250n, scene.connector, iban)).toMatchObject({ kind: 'accepted' })
        expect(await ending(scene.connector, key, () => push(key, 250n, scene.connector, iban))).toMatchObject({
          kind: 'settled',
        })
        expect(await entriesOf(key)).toMatchObject([{ direction: 'debit', amount: eur(250n) }])
      }
    })

    test('a repeat with the same key is the same payment', async () => {
      const key = newKey()
      await Promise.all(Array.from({ length: 8 }, () => pull(key, 70n)))
      expect(await ending(scene.connector, key, () => pull(key, 70n))).toMatchObject({ kind: 'settled' })
      expect(await pull(key, 70n)).toMatchObject({ kind: 'settled' })
      expect(await entriesOf(key)).toHaveLength(1)
    })

    test('the same key for another amount, receiver or direction is refused, and the first stands', async () => {
      const key = newKey()
      await push(key, 80n)
      await expect(push(key, 81n)).rejects.toMatchObject({ code: 'exists_different' })
      await expect(push(key, 80n, scene.connector, scene.ibans.elsewhere)).rejects.toMatchObject({
        code: 'exists_different',
      })
      await expect(pull(key, 80n)).rejects.toMatchObject({ code: 'exists_different' })
      expect(await ending(scene.connector, key, () => push(key, 80n))).toMatchObject({ kind: 'settled' })
      expect(await entriesOf(key)).toMatchObject([{ amount: eur(80n) }])
    })

    test('what cannot be is rejected with the bank’s reason, for ever', async () => {
      const cases: [string, (key: string) => Promise<Outcome>][] = [
        ['AM04', key => pull(key, 90_000_000n)],
        ['AM01', key => pull(key, 0n)],
        ['AC01', key => push(key, 10n, scene.connector, 'DE00370400440532013000')],
        ['AC01', key => push(key, 10n, scene.connector, scene.ibans.missing)],
        ['MD01', key => scene.connector.pull({ key, amount: eur(5n), consent: { ...consent, token: 'guess' } })],
      ]
      for (const [reason, pay] of cases) {
        const key = newKey()
        expect(await pay(key)).toMatchObject({ kind: 'rejected', reason })
        expect(await pay(key)).toMatchObject({ kind: 'rejected', reason })
      }
    })

    test('a closed account is told as such', async () => {
      await scene.close(scene.ibans.open, 'closed')
      expect(await push(newKey(), 10n)).toMatchObject({ kind: 'rejected', reason: 'AC04' })
      await scene.close(scene.ibans.open, 'open')
    })

    test('a key that nobody used is unknown, not a failure', async () => {
      expect(await scene.connector.lookup(newKey())).toEqual({ kind: 'unknown', reason: 'not_found' })
    })

    test('slow beyond patience is unknown, and lookup tells', async () => {
      await scene.mood({ slowMs: 600 })
      const key = newKey()
      expect(await pull(key, 11n, scene.impatient(150))).toEqual({ kind: 'unknown', reason: 'timed_out' })
      expect(await ending(scene.connector, key, () => pull(key, 11n))).toMatchObject({ kind: 'settled' })
      expect(await entriesOf(key)).toHaveLength(1)
    })

    test('silent is unknown, and lookup tells when it speaks again', async () => {
      await scene.mood({ silent: true })
      const key = newKey()
      const impatient = scene.impatient(200)
      expect(await push(key, 12n, impatient)).toEqual({ kind: 'unknown', reason: 'timed_out' })
      expect(await impatient.lookup(key)).toEqual({ kind: 'unknown', reason: 'timed_out' })
      await scene.mood(GOOD_MOOD)
      expect(await ending(scene.connector, key, () => push(key, 12n))).toMatchObject({ kind: 'settled' })
      expect(await entriesOf(key)).toHaveLength(1)
    })

    test.each(['before', 'after'])('a connection dropped %s the payment was taken is unknown', async dead => {
      await scene.mood({ dead })
      const key = newKey()
      expect(await pull(key, 13n)).toEqual({ kind: 'unknown', reason: 'connection_lost' })
      await scene.mood(GOOD_MOOD)
      expect(await ending(scene.connector, key, () => pull(key, 13n))).toMatchObject({ kind: 'settled' })
      expect(await entriesOf(key)).toHaveLength(1)
    })

    test('double moves money once, and each callback can be told from its repeat', async () => {
      await scene.mood({ double: true })
      const key = newKey()
      await pull(key, 14n)
      expect(await ending(scene.connector, key, () => pull(key, 14n))).toMatchObject({ kind: 'settled' })
      const all = () => scene.events.filter(event => event.kind === 'booked' && event.entries.some(e => e.key === key))
      await expect.poll(() => all().length).toBe(2)
      expect(told(key)).toHaveLength(1)
      expect(await entriesOf(key)).toHaveLength(1)
    })

    test('refusing gives its reason and moves nothing', async () => {
      await scene.mood({ refuse: 'RR04' })
      const key = newKey()
      expect(await push(key, 15n)).toMatchObject({ kind: 'rejected', reason: 'RR04' })
      await scene.mood(GOOD_MOOD)
      expect(await scene.connector.lookup(key)).toMatchObject({ kind: 'rejected', reason: 'RR04' })
      expect(await entriesOf(key)).toEqual([])
    })

    test('late is accepted until it settles; what changes meanwhile is rejected late and told', async () => {
      await scene.mood({ lateMs: 700 })
      const [good, bad] = [newKey(), newKey()]
      expect(await push(good, 16n)).toMatchObject({ kind: 'accepted' })
      expect(await push(bad, 17n, scene.connector, scene.ibans.open)).toMatchObject({ kind: 'accepted' })
      expect(await scene.connector.lookup(good)).toMatchObject({ kind: 'accepted' })
      await scene.close(scene.ibans.open, 'blocked')
      expect(await ending(scene.connector, bad, () => push(bad, 17n))).toMatchObject({
        kind: 'rejected',
        reason: 'AC06',
      })
      await expect
        .poll(() => scene.events.flatMap(event => (event.kind === 'status' ? event.outcomes : [])))
        .toContainEqual(expect.objectContaining({ key: bad, outcome: expect.objectContaining({ kind: 'rejected' }) }))
      await scene.close(scene.ibans.open, 'open')
    })

    test('a consent taken back collects no more; a code is good once', async () => {
      const other = await scene.consent()
      await scene.connector.unlink(other)
      await scene.connector.unlink(other)
      const outcome = await scene.connector.pull({ key: newKey(), amount: eur(5n), consent: other })
      expect(outcome).toMatchObject({ kind: 'rejected', reason: 'MD01' })
      await expect(scene.connector.exchange({ consent: other.id, code: 'again' })).rejects.toMatchObject({
        code: 'code_wrong',
      })
    })

    test('while the bank is away all is unknown, and linking says so', async () => {
      await scene.kill9()
      expect(await pull(newKey(), 5n)).toEqual({ kind: 'unknown', reason: 'connection_lost' })
      expect(await scene.connector.lookup(newKey())).toEqual({ kind: 'unknown', reason: 'connection_lost' })
      const asked = scene.connector.link({ returnUrl: 'http://localhost/', state: '' })
      await expect(asked).rejects.toMatchObject({ name: 'BankUnavailable' })
      await scene.restart()
    })

    test('killed again and again under load, every key ends once and the statement is the balance', async () => {
      const before = await read(scene.connector.statement(today()))
      const payments = Array.from({ length: 60 }, (_, i) => ({ key: newKey(), minor: BigInt(i + 1), up: i % 2 === 0 }))
      const impatient = scene.impatient(400)
      const pay = ({ key, minor, up }: (typeof payments)[number]) =>
        up ? pull(key, minor, impatient) : push(key, minor, impatient)
      let killing = true
      const killer = (async () => {
        for (let round = 0; round < 4; round++) {
          await wait(60 + round * 90)
          await scene.kill9()
          await scene.restart()
        }
        killing = false
      })()
      const queue = [...payments]
      const firsts: Outcome['kind'][] = []
      const worker = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          firsts.push((await pay(next)).kind)
          if (killing) await wait(100)
        }
      }
      await Promise.all([killer, ...Array.from({ length: 6 }, worker)])
      // Else the kills fell between the payments and showed nothing.
      expect(firsts).toContain('unknown')
      const ends = await Promise.all(payments.map(one => ending(scene.connector, one.key, () => pay(one))))
      expect(ends.every(end => end.kind === 'settled')).toBe(true)
      const after = await read(scene.connector.statement(today()))
      for (const { key, minor, up } of payments) {
        const found = after.entries.filter(entry => entry.key === key)
        expect(found).toMatchObject([{ direction: up ? 'credit' : 'debit', amount: eur(minor) }])
      }
      const sum = payments.reduce((total, { minor, up }) => total + (up ? minor : -minor), 0n)
      expect(after.closing - before.closing).toBe(sum)
      expect(await scene.books()).toMatchObject({ sum: '0', wrongAccounts: 0, open: 0 })
      await expect.poll(() => payments.every(({ key }) => told(key).length === 1), { timeout: 15_000 }).toBe(true)
      expect(scene.refused).toEqual([])
    }, 90_000)
  })
}
