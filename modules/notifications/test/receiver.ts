import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Message } from '../store-calls.ts'

export interface Heard {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A push service on this machine: keeps what it was handed and answers as it is told. */
export async function pushService(): Promise<PushService> {
  const heard: Heard[] = []
  const made: PushService = {
    heard,
    status: 201,
    origin: '',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    heard.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(made.status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  made.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return made
}

export interface PushService extends AsyncDisposable {
  readonly heard: Heard[]
  status: number
  origin: string
}

/** A browser's side of Web Push: its keys, and what it reads of a body (RFC 8188, 8291), written from the standards. */
export function browser(origin: string, name: string) {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16)
  return {
    subscription: {
      endpoint: `${origin}/${name}`,
      p256dh: keys.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    },
    read(body: Buffer): Message {
      const salt = body.subarray(0, 16)
      const length = body[20] as number
      const sender = body.subarray(21, 21 + length)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
      const material = hkdf(keys.computeSecret(sender), auth, info, 32)
      const key = hkdf(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
      const nonce = hkdf(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
      const sealed = body.subarray(21 + length)
      const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
      // One record: the text, a 2, and as much padding as there may be.
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()) as Message
    },
  }
}

const hkdf = (key: Buffer, salt: Buffer, info: Buffer, bytes: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, bytes))

/** What a city's signature says (RFC 8292), if it is its own. */
export function signedBy(publicKey: string, authorization: string | undefined): Record<string, unknown> | undefined {
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization ?? '')
  if (!found || found[4] !== publicKey) return undefined
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33, 65) }
  const ok = verify(
    'sha256',
    Buffer.from(`${found[1]}.${found[2]}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(found[3] as string, 'base64url'),
  )
  return ok
    ? (JSON.parse(Buffer.from(found[2] as string, 'base64url').toString()) as Record<string, unknown>)
    : undefined
}
