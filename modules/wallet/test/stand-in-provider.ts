import { signCallback, SIGNATURE_HEADER } from '@plaza/banking'
import { TestClock } from '@plaza/kernel'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { httpProvider, IDENTITY_SIGNATURE_HEADER } from '../tiers/http-provider.ts'
import type { ProviderScene } from './provider-contract.ts'

const CLIENT_SECRET = 'client-secret-of-the-city'
const CALLBACK_SECRET = 'callback-secret-of-the-provider'

interface Check {
  readonly id: string
  state: string
  reasons: readonly string[]
}

export interface StandIn extends ProviderScene {
  /** What was sent with each request that came. */
  readonly asked: { readonly path: string; readonly authorization: string | undefined; readonly body: string }[]
  sign(body: string): Record<string, string>
}

/** A provider of identity checks as a server on this machine, which does as it is told. */
export async function standIn(clock = new TestClock()): Promise<StandIn> {
  const checks = new Map<string, Check>()
  const asked: StandIn['asked'] = []
  let mood = 'well'
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    const path = request.url ?? ''
    asked.push({ path, authorization: request.headers.authorization, body })
    if (mood === 'dead') return void request.socket.destroy()
    if (mood === 'slow') return
    if (mood === 'garbage') return void response.end('<html>approved</html>')
    if (mood === 'huge') return void response.end(JSON.stringify({ state: 'approved', reasons: ['x'.repeat(99_999)] }))
    if (mood === 'elsewhere') return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    const allowed = request.headers.authorization === `Bearer ${CLIENT_SECRET}`
    if (mood === 'error' || !allowed) return void response.writeHead(allowed ? 500 : 401).end('{"state":"approved"}')
    if (request.method === 'POST') {
      const { id } = JSON.parse(body) as { id: string }
      const ref = `check-${id}`
      if (!checks.has(ref)) checks.set(ref, { id, state: 'pending', reasons: [] })
      return void response.end(JSON.stringify({ ref, url: `http://127.0.0.1/go/${ref}` }))
    }
    const check = checks.get(path.split('/').at(-1) ?? '')
    return void response.writeHead(check ? 200 : 404).end(JSON.stringify(check ?? {}))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const sign = (body: string) => ({
    [IDENTITY_SIGNATURE_HEADER]: signCallback(CALLBACK_SECRET, body, clock.now())[SIGNATURE_HEADER] as string,
  })
  return {
    clock,
    asked,
    sign,
    provider: httpProvider({
      baseUrl: `http://127.0.0.1:${port}/v1/`,
      clientSecret: CLIENT_SECRET,
      callbackSecret: CALLBACK_SECRET,
      publicUrl: 'https://plaza.test',
      clock,
      timeoutMs: 300,
    }),
    async decide(ref, says, reasons = []) {
      Object.assign(checks.get(ref) as Check, { state: says, reasons })
    },
    callback(ref, says) {
      const body = JSON.stringify({ ref, state: says, reasons: [] })
      return { raw: Buffer.from(body), headers: sign(body) }
    },
    async spoil(how) {
      mood = how
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
