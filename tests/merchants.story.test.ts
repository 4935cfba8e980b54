import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { Merchant, PayOrder } from '@plaza/contract'
import { createPerson, identity, openSession } from '@plaza/identity'
import { derivedId, systemClock, systemDice, uuidv7 } from '@plaza/kernel'
import { ledger, transfer, verifyLedger } from '@plaza/ledger'
import { letters, openSealed, requestText, signText, writeAuthorization } from '@plaza/pay-wire'
import { migrateAll } from '@plaza/server'
import { createTestDatabase, freePort, startCity, testCity } from '@plaza/testkit'
import { accountIdOf, cityAccountId, holderFor, wallet } from '@plaza/wallet'
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test, vi } from 'vitest'

const PASSWORD = 'a ship at sea'
const PIN = '580274'

/** A merchant's server that keeps the bodies it hears. */
async function receiver() {
  const heard: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      heard.push(Buffer.concat(parts).toString('utf8'))
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/paid`, close: () => server.close() }
}

test('a company integrates: its program is answered on a port of its own, also by a city that was killed and came back', async () => {
  await using database = await createTestDatabase()
  const home = mkdtempSync(join(tmpdir(), 'plaza-merchants-'))
  const [port, merchantPort] = [await freePort(), await freePort()]
  const settings = { merchantPort, allowPrivateHooks: true }
  await migrateAll(database.url, pino({ level: 'silent' }))
  const start = () => startCity({ home, databaseUrl: database.url, port, settings })
  let city = await start()
  const shop = await receiver()
  await using inside = await testCity({
    modules: [identity, ledger, contacts, chat, wallet],
    databaseUrl: database.url,
    clock: systemClock,
  })
  const citizen = async (handle: string) => {
    const { id } = await createPerson(inside, { id: derivedId(handle), handle, name: handle, password: PASSWORD })
    const token = await openSession(inside, id, { name: 'phone', kind: 'browser' })
    const call = async <T>(verb: string, path: string, input?: object): Promise<T> => {
      const headers = { authorization: `Bearer ${token}`, ...(input && { 'content-type': 'application/json' }) }
      const answer = await fetch(`http://127.0.0.1:${port}/api${path}`, {
        method: verb,
        headers,
        ...(input && { body: JSON.stringify(input) }),
      })
      expect(answer.status, path).toBe(200)
      return (await answer.json()) as T
    }
    return { id, call }
  }
  const anna = await citizen('anna')
  const bob = await citizen('bob')
  await holderFor(inside, bob.id)
  const gift = {
    id: inside.newId(),
    from: cityAccountId('bank', 'EUR'),
    to: accountIdOf(bob.id, 'EUR'),
    amount: 9_000n,
  }
  expect(await transfer(inside, gift)).toMatchObject({ ok: true })
  await bob.call('PUT', '/wallet/pin', { pin: PIN, proof: { password: PASSWORD } })

  const id = uuidv7(Date.now(), systemDice)
  const wish = { id, name: 'Bus Company', city: 'Madrid', country: 'ES', category: '4111' }
  const { live: mchid } = await anna.call<Merchant>('POST', '/merchants', wish)
  const proof = { password: PASSWORD }
  const { key, privateKey } = await anna.call<{ key: { serial: string }; privateKey: string }>(
    'POST',
    `/merchants/${id}/keys`,
    { mode: 'live', proof },
  )
  const { apiKey } = await anna.call<{ apiKey: string }>('POST', `/merchants/${id}/api-key`, { mode: 'live', proof })
  const ask = async (method: string, target: string, body?: object) => {
    const text = body ? JSON.stringify(body) : ''
    const claim = { mchid, nonce: letters(32), timestamp: String(Math.floor(Date.now() / 1000)), serial: key.serial }
    const signature = await signText(createPrivateKey(privateKey), requestText(method, target, claim, text))
    const answer = await fetch(`http://127.0.0.1:${merchantPort}${target}`, {
      method,
      headers: { authorization: writeAuthorization({ ...claim, signature }), 'content-type': 'application/json' },
      ...(body ? { body: text } : {}),
    })
    const said = await answer.text()
    const signer = answer.headers.get('wechatpay-serial')
    return { status: answer.status, signer, body: (said ? JSON.parse(said) : {}) as Record<string, string> }
  }
  const order = (no: string) => ({
    appid: 'bus',
    mchid,
    description: 'A day ticket',
    out_trade_no: no,
    notify_url: shop.url,
    amount: { total: 450, currency: 'EUR' },
  })
  const first = await ask('POST', '/v3/pay/transactions/native', order('T1'))
  const code = first.body['code_url']?.split('/').at(-1) ?? ''

  await city.kill9()
  city = await start()
  const again = await ask('POST', '/v3/pay/transactions/native', order('T1'))
  expect(again).toEqual(first)
  const seen = await bob.call<PayOrder>('GET', `/pay/orders/${code}`)
  const command = { do: 'order', id: seen.id, to: seen.merchant.id, amount: seen.amount, currency: seen.currency }
  const confirmed = await bob.call<{ proof: string }>('POST', '/wallet/proofs', { command, pin: PIN })
  const paid = await bob.call<PayOrder>('POST', `/pay/orders/${code}/pay`, { proof: confirmed.proof })
  expect(paid).toMatchObject({ state: 'SUCCESS', mine: true })
  await vi.waitFor(() => expect(shop.heard).toHaveLength(1), { timeout: 15_000 })
  const news = JSON.parse(shop.heard[0] ?? '{}') as { resource: Parameters<typeof openSealed>[1] }
  expect(JSON.parse(openSealed(apiKey, news.resource))).toMatchObject({ out_trade_no: 'T1', trade_state: 'SUCCESS' })

  const refund = { out_trade_no: 'T1', out_refund_no: 'R1', amount: { refund: 450, total: 450, currency: 'EUR' } }
  expect((await ask('POST', '/v3/refund/domestic/refunds', refund)).body).toMatchObject({ status: 'SUCCESS' })
  await ask('POST', '/v3/pay/transactions/native', order('T2'))
  expect((await ask('POST', '/v3/pay/transactions/out-trade-no/T2/close', { mchid })).status).toBe(204)
  const stranger = await fetch(`http://127.0.0.1:${merchantPort}//v3/certificates`)
  expect([stranger.status, await stranger.json()]).toMatchObject([401, { code: 'SIGN_ERROR' }])
  const large = await fetch(`http://127.0.0.1:${merchantPort}/v3/x`, { method: 'POST', body: 'x'.repeat(70_000) })
  expect(large.status).toBe(413)
  await city.stop()
  expect((await verifyLedger(inside.db)).faults).toEqual([])
  shop.close()
  rmSync(home, { recursive: true, force: true })
})
