import { perCity, type City } from '@plaza/house'
import { NotOutside, resolveOutside } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { cleanHeaders } from './egress.ts'
import { reachedOut } from './events.ts'
import { mustOpen } from './find.ts'
import { upstreamOf } from './keys.ts'
import { SOCKET_BUFFER_BYTES_MAX, SOCKET_MESSAGE_BYTES_MAX, SOCKET_OPEN_MS, SOCKETS_AT_ONCE_MAX } from './limits.ts'
import { mayReach } from './rules.ts'

export interface SocketAsk {
  readonly appId: string
  readonly person: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly protocols: readonly string[]
}

/** Why a socket of a program was closed by the city; the range is free for applications (RFC 6455, 7.4.2). */
const CLOSE = { refused: 4_003, unreachable: 4_004, busy: 4_029 } as const

const open = perCity(() => ({
  wss: new WebSocketServer({ noServer: true, maxPayload: SOCKET_MESSAGE_BYTES_MAX, perMessageDeflate: false }),
  atOnce: new Map<string, number>(),
}))

/**
 * Lets a program's socket through to a host that its maker declared. The citizen's client hears first `{"open":true}`, then
 * every message as it is; a close with 4003, 4004 or 4029 says that the city did not let it through.
 */
export function openSocket(city: City, ask: SocketAsk, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { wss, atOnce } = open(city)
  wss.handleUpgrade(request, socket, head, near => {
    const who = `${ask.appId} ${ask.person}`
    const running = atOnce.get(who) ?? 0
    if (running >= SOCKETS_AT_ONCE_MAX) return near.close(CLOSE.busy, 'too_many_sockets')
    atOnce.set(who, running + 1)
    near.on('close', () => {
      const left = (atOnce.get(who) ?? 1) - 1
      if (left > 0) atOnce.set(who, left)
      else atOnce.delete(who)
    })
    near.on('error', () => near.terminate())
    connect(city, ask).then(
      far => join(city, near, far),
      (error: unknown) => {
        const refused = error instanceof Refusal || error instanceof NotOutside
        reachedOut(city, refused ? 'socket_refused' : 'socket_failed')
        near.close(refused ? CLOSE.refused : CLOSE.unreachable, refused ? 'domain_not_declared' : 'unreachable')
      },
    )
  })
}

/** The far side, once it is open. The name is looked up once, and that very address is called. */
async function connect(city: City, ask: SocketAsk): Promise<WebSocket> {
  const program = await mustOpen(city, ask.appId, ask.person)
  const url = URL.canParse(ask.url) ? new URL(ask.url) : undefined
  const declared = program.domains.socket ?? []
  if (!url || url.username || url.password || !mayReach(url, declared)) throw new Refusal('domain_not_declared')
  const beside = upstreamOf(city, url.origin)
  const target = beside ? new URL(url.pathname + url.search, beside.replace(/^http/, 'ws')) : url
  const allowPrivate = beside !== undefined || city.config.allowPrivateHooks === true
  const pinned = await resolveOutside(target.hostname.replace(/^\[|\]$/g, ''), allowPrivate)
  const lookup: LookupFunction = (_host, wish, done) =>
    wish.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family)
  const far = new WebSocket(target, [...ask.protocols], {
    headers: cleanHeaders(ask.headers),
    lookup,
    followRedirects: false,
    handshakeTimeout: SOCKET_OPEN_MS,
    maxPayload: SOCKET_MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    far.once('open', () => resolve(far))
    far.once('error', reject)
  })
}

function join(city: City, near: WebSocket, far: WebSocket): void {
  reachedOut(city, 'socket')
  if (near.readyState !== WebSocket.OPEN) return far.terminate()
  near.send('{"open":true}')
  pass(near, far)
  pass(far, near)
}

/** Messages of one side go to the other; a side that does not read is left, so that nobody's memory fills. */
function pass(from: WebSocket, to: WebSocket): void {
  from.on('message', (data: Buffer, binary) => {
    if (to.bufferedAmount > SOCKET_BUFFER_BYTES_MAX) return from.close(1_013, 'the other side is slow')
    to.send(data, { binary })
  })
  from.on('close', (code, reason) => to.close(code >= 3_000 || code === 1_000 ? code : 1_001, reason))
  from.on('error', () => to.terminate())
}
