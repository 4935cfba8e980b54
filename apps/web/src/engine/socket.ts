import type { Down, Up } from '@plaza/contract'
import { PING_INTERVAL_MS } from '@plaza/contract/limits'

const HELLO_VERSION = 1
const PONG_WITHIN_MS = 10_000
const RETRY_FIRST_MS = 500
const RETRY_LAST_MS = 30_000
const ANSWER_WITHIN_MS = 10_000

/** Where the connection stands. */
export type Link =
  | { s: 'closed' }
  | { s: 'waiting'; timer: ReturnType<typeof setTimeout> }
  | { s: 'opening'; ws: WebSocket }
  | { s: 'open'; ws: WebSocket }

type Page = Extract<Down, { t: 'page' }>

export interface SocketPorts {
  cursor(): number
  frame(frame: Exclude<Down, { t: 'page' }>): void
  changed(): void
}

/** The wait before try number `tries` (0 first): doubling, with jitter so that a city does not come back all at once. */
export function backoffMs(tries: number, dice = Math.random()): number {
  return Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** tries) * (0.5 + dice / 2)
}

/** One tab's line to the server. It comes back by itself until closed. */
export class Socket {
  readonly #ports: SocketPorts
  readonly #asked = new Map<string, { done: (page: Page) => void; failed: (why: Error) => void }>()
  #link: Link = { s: 'closed' }
  #ready = false
  #tries = 0
  #byeMs: number | undefined
  #pinger: ReturnType<typeof setInterval> | undefined
  #pongDue: ReturnType<typeof setTimeout> | undefined

  constructor(ports: SocketPorts) {
    this.#ports = ports
  }

  get state(): Link['s'] {
    return this.#link.s
  }

  /** True between the server's `ok` and the end of the connection. */
  get ready(): boolean {
    return this.#ready
  }

  start(): void {
    addEventListener('online', this.#hurry)
    document.addEventListener('visibilitychange', this.#hurry)
    this.#open()
  }

  stop(): void {
    removeEventListener('online', this.#hurry)
    document.removeEventListener('visibilitychange', this.#hurry)
    const link = this.#link
    this.#link = { s: 'closed' }
    if (link.s === 'waiting') clearTimeout(link.timer)
    if (link.s === 'opening' || link.s === 'open') link.ws.close()
    this.#ended()
  }

  send(frame: Up): boolean {
    if (this.#link.s !== 'open' || !this.#ready) return false
    this.#link.ws.send(JSON.stringify(frame))
    return true
  }

  /** Asks for a page of a conversation's events and waits for it. */
  pull(frame: Extract<Up, { t: 'pull' }>): Promise<Page> {
    return new Promise((done, failed) => {
      if (!this.send(frame)) return failed(new Error('offline'))
      this.#asked.set(frame.id, { done, failed })
      setTimeout(() => this.#asked.get(frame.id) && this.#fail(frame.id, 'timeout'), ANSWER_WITHIN_MS)
    })
  }

  #fail(id: string, why: string): void {
    this.#asked.get(id)?.failed(new Error(why))
    this.#asked.delete(id)
  }

  #open(): void {
    const ws = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
    this.#link = { s: 'opening', ws }
    this.#ports.changed()
    ws.addEventListener('open', () => {
      this.#link = { s: 'open', ws }
      ws.send(JSON.stringify({ t: 'hello', v: HELLO_VERSION, u: this.#ports.cursor() } satisfies Up))
    })
    ws.addEventListener('message', event => this.#heard(JSON.parse(event.data as string) as Down))
    ws.addEventListener('close', () => this.#dropped(ws))
  }

  #heard(frame: Down): void {
    clearTimeout(this.#pongDue)
    this.#pongDue = undefined
    if (frame.t === 'page') {
      this.#asked.get(frame.id)?.done(frame)
      this.#asked.delete(frame.id)
      return
    }
    if (frame.t === 'ok') {
      this.#ready = true
      this.#tries = 0
      this.#pinger = setInterval(() => this.#ping(), PING_INTERVAL_MS)
    }
    if (frame.t === 'bye') this.#byeMs = frame.afterMs
    if (frame.t === 'nak') this.#fail(frame.id, frame.code)
    this.#ports.frame(frame)
  }

  #ping(): void {
    this.send({ t: 'ping' })
    this.#pongDue ??= setTimeout(() => {
      if (this.#link.s === 'open') this.#link.ws.close()
    }, PONG_WITHIN_MS)
  }

  #dropped(ws: WebSocket): void {
    if (this.#link.s === 'closed' || this.#link.s === 'waiting' || this.#link.ws !== ws) return
    this.#ended()
    const waitMs = Math.max(this.#byeMs ?? 0, backoffMs(this.#tries++))
    this.#byeMs = undefined
    this.#link = { s: 'waiting', timer: setTimeout(() => this.#open(), waitMs) }
    this.#ports.changed()
  }

  #ended(): void {
    this.#ready = false
    clearInterval(this.#pinger)
    clearTimeout(this.#pongDue)
    this.#pongDue = undefined
    for (const id of this.#asked.keys()) this.#fail(id, 'offline')
  }

  /** The network or the person came back: no reason to wait longer. */
  readonly #hurry = (): void => {
    if (document.visibilityState !== 'visible') return
    if (this.#link.s === 'waiting') {
      clearTimeout(this.#link.timer)
      this.#open()
    } else if (this.#link.s === 'open' && this.#ready) this.#ping()
  }
}
