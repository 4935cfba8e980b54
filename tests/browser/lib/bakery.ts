import { createPerson, identity, openSession } from '@plaza/identity'
import { derivedId, systemClock, systemDice, uuidv7 } from '@plaza/kernel'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { ledger } from '@plaza/ledger'
import { clientPayText, letters, requestText, signText, writeAuthorization } from '@plaza/pay-wire'
import { testCity } from '@plaza/testkit'
import { wallet } from '@plaza/wallet'
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { passwordOf } from './money.ts'
import { PATHS_APP } from './paths-program.ts'

/** The server of a shop's mini program: it takes orders by the merchant's API, and says again what it hears on a socket. */
export interface Bakery extends AsyncDisposable {
  readonly host: string
  /** From now on it knows the city. */
  open(of: { databaseUrl: string; url: string; merchantUrl: string }): Promise<void>
}

const PRICE = 450

export async function startBakery(): Promise<Bakery> {
  let order: ((no: string) => Promise<object>) | undefined
  const server = createServer((request, response) => {
    const no = new URL(request.url ?? '/', 'http://bakery').searchParams.get('no') ?? ''
    response.setHeader('content-type', 'application/json')
    void order?.(no).then(
      answer => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new WebSocketServer({ server, path: '/talk' })
  sockets.on('connection', socket =>
    socket.on('message', data => socket.send(`You said ${(data as Buffer).toString()}`)),
  )
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async open(of) {
      order = await ordersOf(of)
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await new Promise(done => server.close(done))
    },
  }
}

/** Nora opens her shop; what comes back makes an order of it and signs the call by which a page has it paid. */
async function ordersOf(of: { databaseUrl: string; url: string; merchantUrl: string }) {
  const { databaseUrl, url, merchantUrl } = of
  const modules = [identity, ledger, contacts, chat, wallet]
  await using inside = await testCity({ modules, databaseUrl, clock: systemClock })
  const password = passwordOf('nora')
  const { id } = await createPerson(inside, { id: derivedId('nora'), handle: 'nora', name: 'Nora Duarte', password })
  const token = await openSession(inside, id, { name: 'phone', kind: 'browser' })
  const post = async <T>(where: string, input: object): Promise<T> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api${where}`, { method: 'POST', headers, body: JSON.stringify(input) })
    if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const shop = uuidv7(Date.now(), systemDice)
  const wish = { id: shop, name: 'Panaderia Rio', city: 'Porto', country: 'PT', category: '5462' }
  const { live: mchid } = await post<{ live: string }>('/merchants', wish)
  const { key, privateKey } = await post<{ key: { serial: string }; privateKey: string }>(`/merchants/${shop}/keys`, {
    mode: 'live',
    proof: { password },
  })
  const signer = createPrivateKey(privateKey)
  const target = '/v3/pay/transactions/app'
  return async (no: string): Promise<object> => {
    const body = JSON.stringify({
      appid: PATHS_APP,
      mchid,
      description: 'Two loaves',
      out_trade_no: no,
      notify_url: `${merchantUrl}/nowhere`,
      amount: { total: PRICE, currency: 'EUR' },
    })
    const timeStamp = String(Math.floor(Date.now() / 1000))
    const claim = { mchid, nonce: letters(32), timestamp: timeStamp, serial: key.serial }
    const signature = await signText(signer, requestText('POST', target, claim, body))
    const answer = await fetch(`${merchantUrl}${target}`, {
      method: 'POST',
      headers: { authorization: writeAuthorization({ ...claim, signature }), 'content-type': 'application/json' },
      body,
    })
    const { prepay_id: prepay, ...said } = (await answer.json()) as { prepay_id?: string }
    if (!prepay) throw new Error(`no order: ${JSON.stringify(said)}`)
    const call = { appId: PATHS_APP, timeStamp, nonceStr: letters(32), package: `prepay_id=${prepay}` }
    return { ...call, signType: 'RSA', paySign: await signText(signer, clientPayText(call)) }
  }
}
