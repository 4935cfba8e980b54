import {
  FRAMES_VERSION,
  isRich,
  limits,
  type ChatEvent,
  type Down,
  type MineChange,
  type Send,
  type Up,
} from '@plaza/contract'
import { systemDice, uuidv7, type Dice } from '@plaza/kernel'
import { WebSocket } from 'ws'
import { PhoneCopy, snapshotOf, type PhoneSnapshot } from './phone-copy.ts'

const GAP_WAIT_MS = 300
const GOT_EVERY_MS = 1_000
const GOT_EVERY_PUSHES = 50
const PAUSE_MIN_MS = 30
const PAUSE_MAX_MS = 1_000
const UNTIL_MS = 20_000

export interface PhoneOptions {
  readonly person: string
  readonly token: string
  /** Where the city is now: asked at every connection, so a phone may move to another gateway. */
  readonly url: () => string
  readonly dice?: Dice
}

export interface Acked {
  readonly id: string
  readonly c: string
  readonly q: number
}

/** A "no" from the city, by its word. */
export class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

type Content = Omit<Send, 't' | 'id' | 'c'>
interface Waiting {
  readonly frame: Extract<Up, { t: 'send' | 'mine' }>
  readonly done: (acked: Acked) => void
  readonly failed: (error: Error) => void
}

/**
 * A real client of the socket protocol: connects again whatever happens, keeps its copy equal to the city's, and sends
 * what waits in its outbox, under the same ids, until each is answered.
 */
export class Phone implements Disposable {
  readonly person: string
  readonly copy: PhoneCopy
  readonly outbox = new Map<string, Waiting>()
  /** Every acknowledgement this phone was given. */
  readonly acked: Acked[] = []
  readonly heard: Down['t'][] = []
  readonly seen = new Map<string, number>()
  /** Why the city said goodbye, or would not let this phone in. */
  bye: string | undefined
  live = false
  connections = 0
  /** False: it never says `got`, as a client that hangs does, and so falls behind. */
  confirms = true
  readonly #options: PhoneOptions
  readonly #dice: Dice
  #ws: WebSocket | undefined
  #stopped = true
  #pauseMs = PAUSE_MIN_MS
  #byeWaitMs = 0
  readonly #pulls = new Map<string, { c: string; after: number }>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #gapTimer: NodeJS.Timeout | undefined
  #unconfirmed = 0
  readonly #watchers = new Set<() => void>()

  constructor(options: PhoneOptions) {
    this.#options = options
    this.#dice = options.dice ?? systemDice
    this.person = options.person
    this.copy = new PhoneCopy(options.person)
  }

  /** Opens the socket and keeps it open. Resolves when the copy is up to date for the first time. */
  async start(): Promise<this> {
    this.#stopped = false
    this.#every(GOT_EVERY_MS, () => this.#got())
    this.#every(limits.PING_INTERVAL_MS, () => this.up({ t: 'ping' }))
    this.#connect()
    await this.until(() => this.live, 'is live')
    return this
  }

  /** Cuts the connection as a dead zone does; the phone connects again by itself. */
  cut(): void {
    this.#ws?.terminate()
  }

  /** Stops reading from the socket, so that what is pushed piles up at the server. */
  pause(): void {
    this.#ws?.pause()
  }
  resume(): void {
    this.#ws?.resume()
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    clearTimeout(this.#gapTimer)
    this.#ws?.terminate()
  }
  [Symbol.dispose](): void {
    this.stop()
  }

  newId(): string {
    return uuidv7(Date.now(), this.#dice)
  }

  /** Puts something into a conversation; resolves when the city has it, however often the connection is lost. */
  send(c: string, content: Content | string, id = this.newId()): Promise<Acked> {
    const rest = typeof content === 'string' ? { k: 'text' as const, b: { text: content } } : content
    return this.#post({ t: 'send', id, c, ...rest } as Send)
  }

  /** Changes what this person keeps about a conversation. */
  mine(c: string, set: MineChange): Promise<Acked> {
    return this.#post({ t: 'mine', id: this.newId(), c, set })
  }

  #post(frame: Waiting['frame']): Promise<Acked> {
    return new Promise((done, failed) => {
      this.outbox.set(frame.id, { frame, done, failed })
      if (this.live) this.up(frame)
    })
  }

  /** Sends one frame as it is, or nothing when there is no connection. */
  up(frame: Up): void {
    this.raw(JSON.stringify(frame))
  }
  raw(data: string | Buffer): void {
    if (this.#ws?.readyState === WebSocket.OPEN) this.#ws.send(data)
  }

  /** Calls the API as this person; a refusal is thrown by its word. */
  async call<Reply>(verb: string, path: string, input?: object): Promise<Reply> {
    const response = await fetch(`${this.#options.url()}/api${path}`, {
      method: verb,
      headers: {
        authorization: `Bearer ${this.#options.token}`,
        ...(input ? { 'content-type': 'application/json' } : {}),
      },
      ...(input ? { body: JSON.stringify(input) } : {}),
    })
    const reply = (await response.json()) as { error?: { code: string } }
    if (reply.error) throw new Refused(reply.error.code)
    return reply as Reply
  }

  snapshot(): PhoneSnapshot {
    return snapshotOf(this.copy)
  }
  log(c: string): readonly ChatEvent[] {
    return this.copy.logs.get(c)?.events ?? []
  }
  texts(c: string): unknown[] {
    return this.log(c).flatMap(event => (event.k === 'text' ? [event.b['text']] : []))
  }

  /** Whether nothing is under way: connected, nothing missing, nothing waiting to be sent. */
  get settled(): boolean {
    if (this.#stopped) return true
    return (
      this.live && !this.copy.asking && !this.copy.gap && this.outbox.size === 0 && this.copy.missing().length === 0
    )
  }

  /** Waits for a fact about this phone; looks again after each frame. */
  async until(fact: () => boolean, sentence: string, withinMs = UNTIL_MS): Promise<void> {
    if (fact()) return
    await new Promise<void>((resolve, reject) => {
      const done = (end: () => void) => {
        this.#watchers.delete(look)
        clearTimeout(late)
        end()
      }
      const look = () => fact() && done(resolve)
      const late = setTimeout(
        () => done(() => reject(new Error(`the phone of ${this.person} never ${sentence}: ${this.#story()}`))),
        withinMs,
      )
      this.#watchers.add(look)
    })
  }

  #story(): string {
    const { have, asking, gap } = this.copy
    return JSON.stringify({
      live: this.live,
      bye: this.bye,
      have,
      asking,
      gap,
      outbox: this.outbox.size,
      missing: this.copy.missing(),
      heard: this.heard.slice(-8),
    })
  }

  #connect(): void {
    if (this.#stopped) return
    const url = `${this.#options.url().replace('http', 'ws')}/ws`
    const ws = new WebSocket(url, {
      headers: { authorization: `Bearer ${this.#options.token}` },
      handshakeTimeout: 5_000,
    })
    this.#ws = ws
    ws.on('open', () => {
      this.connections += 1
      this.copy.asking = true
      this.up({ t: 'hello', v: FRAMES_VERSION, u: this.copy.have })
    })
    ws.on('message', (data: Buffer) => this.#frame(JSON.parse(data.toString()) as Down))
    ws.on('unexpected-response', (_request, response) => {
      this.bye = String(response.statusCode)
      if (response.statusCode === 401) this.#stopped = true
      ws.terminate()
    })
    ws.on('error', () => {})
    ws.on('close', () => this.#closed(ws))
  }

  #closed(ws: WebSocket): void {
    if (ws !== this.#ws) return
    this.live = false
    this.copy.disconnected()
    this.#pulls.clear()
    this.#look()
    const waitMs = Math.max(this.#byeWaitMs, this.#pauseMs * (0.5 + this.#dice.float()))
    this.#byeWaitMs = 0
    this.#pauseMs = Math.min(PAUSE_MAX_MS, this.#pauseMs * 2)
    this.#later(waitMs, () => this.#connect())
  }

  #frame(frame: Down): void {
    if (this.#stopped) return
    this.heard.push(frame.t)
    this.#take(frame)
    this.#mind()
    this.#look()
  }

  #take(frame: Down): void {
    switch (frame.t) {
      case 'ok':
        this.bye = undefined
        if (frame.u < this.copy.have) this.copy.have = 0
        return
      case 'sync':
        if (this.copy.page(frame)) this.up({ t: 'sync', u: this.copy.have })
        if (!frame.more && !this.live) this.#goLive()
        return
      case 'ev':
      case 'row':
      case 'note':
      case 'seen':
        if (++this.#unconfirmed >= GOT_EVERY_PUSHES) this.#got()
        return this.copy.tell(frame)
      case 'ack':
        return this.#ack(frame)
      case 'nak':
        return this.#nak(frame)
      case 'page':
        this.copy.pulled(frame.c, this.#pulls.get(frame.id)?.after ?? -1, frame.evs)
        return void this.#pulls.delete(frame.id)
      case 'lag':
        if (this.copy.lag()) this.up({ t: 'sync', u: this.copy.have })
        return
      case 'pong':
        if (frame.u > this.copy.have && this.copy.lag()) this.up({ t: 'sync', u: this.copy.have })
        return
      case 'bye':
        this.bye = frame.why
        this.#byeWaitMs = frame.afterMs
        if (frame.why === 'device_revoked') this.#stopped = true
        return
      case 'typing':
      case 'lvl':
        return
    }
  }

  #goLive(): void {
    this.live = true
    this.#pauseMs = PAUSE_MIN_MS
    for (const { frame } of this.outbox.values()) this.up(frame)
  }

  #ack({ id, c, q, n, u, at }: Extract<Down, { t: 'ack' }>): void {
    const waiting = this.outbox.get(id)
    if (!waiting) return
    this.outbox.delete(id)
    const { frame } = waiting
    if (frame.t === 'send') {
      this.acked.push({ id, c, q })
      const { k, b, re } = frame
      // What the server made of the rich kinds was pushed before.
      if (isRich(k)) return waiting.done({ id, c, q })
      const body: Record<string, unknown> = k === 'text' || k === 'edit' ? cleaned(b) : { ...b }
      this.copy.tell({
        t: 'ev',
        ...(u === undefined ? {} : { u }),
        c,
        q,
        n,
        f: this.person,
        id,
        k,
        b: body,
        ...(re === undefined ? {} : { re }),
        at,
      })
    }
    waiting.done({ id, c, q })
  }

  #nak({ id, code, retryMs }: Extract<Down, { t: 'nak' }>): void {
    if (this.#pulls.delete(id)) return this.#later(retryMs ?? 200, () => this.#mind())
    const waiting = this.outbox.get(id)
    if (!waiting) return
    if (code === 'busy' || code === 'internal') {
      this.#later(retryMs ?? 500, () => this.live && this.outbox.has(id) && this.up(waiting.frame))
      return
    }
    this.outbox.delete(id)
    waiting.failed(new Refused(code))
  }

  /** Asks for what is missing: events of conversations at once, numbers of the log after a moment of patience. */
  #mind(): void {
    if (!this.live || this.copy.asking) return
    for (const { c, after } of this.copy.missing()) {
      if ([...this.#pulls.values()].some(pull => pull.c === c)) continue
      const id = this.newId()
      this.#pulls.set(id, { c, after })
      this.up({ t: 'pull', id, c, after, n: limits.PAGE_MESSAGES_MAX })
    }
    if (!this.copy.gap) return
    this.#gapTimer ??= setTimeout(() => {
      this.#gapTimer = undefined
      if (this.live && this.copy.gap && this.copy.lag()) this.up({ t: 'sync', u: this.copy.have })
    }, GAP_WAIT_MS)
  }

  #got(): void {
    if (!this.live || !this.confirms || this.#unconfirmed === 0) return
    this.#unconfirmed = 0
    this.up({ t: 'got', u: this.copy.have })
  }

  #look(): void {
    for (const look of this.#watchers) look()
  }
  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
  }
  #every(ms: number, work: () => void): void {
    this.#timers.add(setInterval(work, ms))
  }
}

/** Mentions twice are once, and none are left out, as the city keeps them. */
function cleaned({ text, mentions }: { text: string; mentions?: string[] }): Record<string, unknown> {
  const people = [...new Set(mentions ?? [])]
  return people.length > 0 ? { text, mentions: people } : { text }
}
