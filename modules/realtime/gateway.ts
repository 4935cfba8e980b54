import { FRAMES_VERSION, limits, type Down, type Up } from '@plaza/contract'
import { perCity, type Caller, type City, type FrameHandler, type Module } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { Admission, BUSINESS, businessAt, LEVEL_OPEN, type Business } from './admission.ts'
import { socketClosed, socketOpened, socketRefused } from './events.ts'
import { decode } from './frames.ts'
import { hub } from './hub.ts'
import { BAD_FRAMES_MAX, HELLO_TIMEOUT_MS, LAG_LOOK_MS, SILENCE_MAX_MS, SOCKETS_MAX } from './limits.ts'
import { Session } from './session.ts'
import { rememberToken, watchSignOuts } from './sign-outs.ts'
import { Wire } from './wire.ts'

const businessOf: Record<Up['t'], Business> = {
  hello: BUSINESS.enter,
  send: BUSINESS.send,
  got: BUSINESS.enter,
  pull: BUSINESS.sync,
  sync: BUSINESS.sync,
  ping: BUSINESS.enter,
  mine: BUSINESS.mine,
  typing: BUSINESS.ephemeral,
  look: BUSINESS.ephemeral,
  // A few for each call that is set up, and nobody answers when one is shed.
  signal: BUSINESS.enter,
  in_call: BUSINESS.enter,
}

/** Overload control of this process; the chat tells it how long sends waited. */
export const admission = perCity(() => new Admission())

export interface GatewayOptions {
  readonly modules: readonly Module[]
  /** Other sockets of this server, by the first part of their path: `program-socket`. The caller is signed in and of our own page. */
  readonly others?: Readonly<Record<string, OtherSocket>>
  /** The token of an upgrade request: bearer header or session cookie. */
  readonly tokenOf: (headers: IncomingMessage['headers']) => string | undefined
}

/** Opens `/ws` on an HTTP server: who may connect, one session each, frames to the modules that handle them. */
export function openGateway(city: City, server: Server, options: GatewayOptions): void {
  const handlers = new Map<string, FrameHandler>()
  for (const module of options.modules) {
    for (const [kind, handle] of Object.entries(module.frames ?? {})) handlers.set(kind, handle as FrameHandler)
  }
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.FRAME_BYTES_MAX * 2,
    clientTracking: false,
    skipUTF8Validation: false,
  })
  const sockets = hub(city)
  let nextId = 1
  const open = (ws: WebSocket, socket: Duplex, caller: Caller, token: string) => {
    const session = new Session({
      origin: `${sockets.gateway}.${nextId++}`,
      caller,
      ws,
      wire: new Wire(ws, socket),
      nowMs: city.clock.now(),
    })
    sockets.add(session)
    rememberToken(session, token)
    socketOpened(city)
    const greet = setTimeout(() => {
      if (session.state === 'greeting') session.close('hello_timeout', 1_000)
    }, HELLO_TIMEOUT_MS)
    ws.on('message', (data: Buffer) => receive(city, session, data, handlers))
    ws.on('error', () => {})
    ws.on('close', () => {
      clearTimeout(greet)
      session.state = 'closed'
      sockets.remove(session)
      socketClosed(city)
    })
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refuse = (status: string, code: string) => {
      socketRefused(city, code)
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    }
    socket.on('error', () => socket.destroy())
    const path = new URL(request.url ?? '/', 'http://host').pathname.split('/')[1] ?? ''
    const other = options.others && Object.hasOwn(options.others, path) ? options.others[path] : undefined
    if (path !== 'ws' && !other) return refuse('404 Not Found', 'not_found')
    if (!sameOrigin(request, city.config.publicUrl)) return refuse('403 Forbidden', 'not_allowed')
    if (sockets.sessions.size >= SOCKETS_MAX) return refuse('503 Service Unavailable', 'busy')
    const token = options.tokenOf(request.headers)
    if (!token) return refuse('401 Unauthorized', 'not_signed_in')
    city.authenticate(token).then(
      caller => {
        if (!caller) return refuse('401 Unauthorized', 'not_signed_in')
        if (other) return other(caller, request, socket, head)
        if ((sockets.byPerson.get(caller.person)?.size ?? 0) >= limits.SOCKETS_PER_PERSON_MAX)
          return refuse('429 Too Many Requests', 'too_many_sockets')
        wss.handleUpgrade(request, socket, head, ws => open(ws, socket, caller, token))
      },
      () => refuse('503 Service Unavailable', 'busy'),
    )
  })

  watchSignOuts(city)
  watchSilence(city)
  watchLag(city)
  city.onStop(async () => {
    for (const session of sockets.sessions) session.close('restart', Math.floor(city.dice.float() * 2_000))
    await new Promise(resolve => setTimeout(resolve, sockets.sessions.size > 0 ? 100 : 0))
  })
  city.metrics.gauge('sockets_open', () => sockets.sessions.size)
  city.metrics.gauge('admission_level', () => admission(city).level)
}

/** Takes an upgrade over whose caller is known. */
export type OtherSocket = (caller: Caller, request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** A page of another site may not open our socket with our cookie. Programs send no Origin. */
function sameOrigin(request: IncomingMessage, publicUrl: string): boolean {
  const { origin, host } = request.headers
  if (!origin) return true
  if (origin === publicUrl) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

/** Sockets that have said hello: once, and before anything else. */
const greeted = new WeakSet<Session>()

function receive(city: City, session: Session, data: Buffer, handlers: ReadonlyMap<string, FrameHandler>): void {
  if (session.state === 'closed') return
  const now = city.clock.now()
  if (!session.mayTalk(now)) return session.close('too_many_requests', 5_000)
  const decoded = decode(data)
  if (!decoded.ok) return refuseFrame(session, decoded.id ?? '', decoded.code)
  const { frame } = decoded
  if (frame.t !== 'hello' && !greeted.has(session)) return session.close('hello_first', 1_000)
  if (frame.t === 'hello' && greeted.has(session)) return refuseFrame(session, '', 'frame_invalid')
  if (frame.t === 'hello' && frame.v < FRAMES_VERSION) return session.close('version_too_old', 60_000)
  greeted.add(session)
  const gate = admission(city)
  if (!gate.admit(businessOf[frame.t], session.caller.person, now)) {
    if ('id' in frame) session.send({ t: 'nak', id: frame.id, code: 'busy', retryMs: retryMs(city) } satisfies Down)
    else if (frame.t === 'sync') later(city, session, () => run(city, session, frame, handlers))
    return
  }
  run(city, session, frame, handlers)
}

function run(city: City, session: Session, frame: Up, handlers: ReadonlyMap<string, FrameHandler>): void {
  const handle = handlers.get(frame.t)
  if (!handle)
    return session.send({ t: 'nak', id: 'id' in frame ? frame.id : '', code: 'frame_invalid' } satisfies Down)
  try {
    const working = handle(city, session, frame)
    if (working) working.catch((error: unknown) => answerFailure(city, session, frame, error))
  } catch (error) {
    answerFailure(city, session, frame, error)
  }
}

/** Sockets whose question waits for a quieter moment: it has no id to be refused by, and its client waits for the answer. */
const putOff = new WeakSet<Session>()

function later(city: City, session: Session, work: () => void): void {
  if (putOff.has(session)) return
  putOff.add(session)
  setTimeout(() => {
    putOff.delete(session)
    if (session.state !== 'closed') work()
  }, retryMs(city)).unref()
}

/** A frame that no good client sends; after some of them the socket is closed. */
function refuseFrame(session: Session, id: string, code: string): void {
  session.send({ t: 'nak', id, code } satisfies Down)
  if (++session.badFrames >= BAD_FRAMES_MAX) session.close('frame_invalid', 30_000)
}

/** A shed client comes back after 0.5 to 2 s, spread so that not all come at once. */
function retryMs(city: City): number {
  return 500 + Math.floor(city.dice.float() * 1_500)
}

function answerFailure(city: City, session: Session, frame: Up, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal('internal')
  if (refusal.code === 'internal') city.log.error({ err: error, frame: frame.t }, 'frame failed')
  city.metrics.count('refusals', { code: refusal.code })
  if ('id' in frame) {
    const wait = refusal.facts['retryMs']
    session.send({
      t: 'nak',
      id: frame.id,
      code: refusal.code,
      ...(typeof wait === 'number' ? { retryMs: wait } : {}),
    } satisfies Down)
  } else if (frame.t === 'hello' || frame.t === 'sync') {
    // The client cannot go on without this answer: it connects again and asks afresh.
    session.close(refusal.code, retryMs(city))
  }
}

/** Closes sockets whose other side is gone, and tells clients when the admission level crossed from one business to another. */
function watchSilence(city: City): void {
  let told = LEVEL_OPEN
  const timer = setInterval(() => {
    const { level } = admission(city)
    const before = city.clock.now() - SILENCE_MAX_MS
    for (const session of hub(city).sessions) {
      if (session.heardAtMs < before) session.close('silent', 0)
      else if (businessAt(level) !== businessAt(told) && session.state === 'open')
        session.send({ t: 'lvl', lvl: level } satisfies Down)
    }
    told = level
  }, 5_000)
  city.onStop(() => clearInterval(timer))
}

/** Tells overload control how late this process comes to what is due: frames wait as long before they are read. */
function watchLag(city: City): void {
  let dueMs = performance.now() + LAG_LOOK_MS
  const timer = setInterval(() => {
    const now = performance.now()
    admission(city).lagged(Math.max(0, now - dueMs))
    dueMs = now + LAG_LOOK_MS
  }, LAG_LOOK_MS)
  city.onStop(() => clearInterval(timer))
}
