import type { Down, Up } from '@plaza/contract'
import { PING_INTERVAL_MS } from '@plaza/contract/limits'
import type { OpenWire, Wire } from './wire.ts'

const HELLO_VERSION = 1
const PONG_WITHIN_MS = 10_000
const RETRY_FIRST_MS = 500
const RETRY_LAST_MS = 30_000

/** Where the connection stands. */
export type Link =
  | { s: 'closed' }
  | { s: 'waiting'; timer: ReturnType<typeof setTimeout> }
  | { s: 'opening'; wire: Wire }
  | { s: 'open'; wire: Wire }

export interface SocketPorts {
  open: OpenWire
  cursor(): number
  frame(frame: Down): void
  changed(): void
}

/** The wait before try number `tries` (0 first): doubling, with jitter so that a city does not come back all at once. */
export function backoffMs(tries: number, dice = Math.random()): number {
  return Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** tries) * (0.5 + dice / 2)
}

/** A line to the server. It comes back by itself until closed. */
export class Socket {
  readonly #ports: SocketPorts
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
    if (this.#link.s === 'closed') this.#open()
  }

  stop(): void {
    const link = this.#link
    this.#link = { s: 'closed' }
    if (link.s === 'waiting') clearTimeout(link.timer)
    if (link.s === 'opening' || link.s === 'open') link.wire.close()
    this.#tries = 0
    this.#ended()
  }

  send(frame: Up): boolean {
    if (this.#link.s !== 'open' || !this.#ready) return false
    this.#link.wire.send(frame)
    return true
  }

  /** The network or the person came back: no reason to wait longer, or to believe without asking that it still stands. */
  hurry(): void {
    if (this.#link.s === 'waiting') {
      clearTimeout(this.#link.timer)
      this.#open()
    } else if (this.#ready) this.#ping()
  }

  /** There is no network: the connection is over, whether or not it has been noticed. */
  drop(): void {
    if (this.#link.s !== 'opening' && this.#link.s !== 'open') return
    const { wire } = this.#link
    wire.close()
    this.#dropped(wire)
  }

  #open(): void {
    const hello = (): Up => ({ t: 'hello', v: HELLO_VERSION, u: this.#ports.cursor() })
    const wire: Wire = this.#ports.open(hello, {
      opened: () => void (this.#link = { s: 'open', wire }),
      heard: frame => this.#heard(frame),
      closed: () => this.#dropped(wire),
    })
    this.#link = { s: 'opening', wire }
    this.#ports.changed()
  }

  #heard(frame: Down): void {
    clearTimeout(this.#pongDue)
    this.#pongDue = undefined
    if (frame.t === 'ok') {
      this.#ready = true
      this.#tries = 0
      this.#pinger = setInterval(() => this.#ping(), PING_INTERVAL_MS)
    }
    if (frame.t === 'bye') this.#byeMs = frame.afterMs
    this.#ports.frame(frame)
  }

  #ping(): void {
    if (this.#pongDue !== undefined) return
    this.send({ t: 'ping' })
    this.#pongDue = setTimeout(() => this.drop(), PONG_WITHIN_MS)
  }

  #dropped(wire: Wire): void {
    if (this.#link.s === 'closed' || this.#link.s === 'waiting' || this.#link.wire !== wire) return
    this.#ended()
    const soonMs = Math.max(this.#byeMs ?? 0, backoffMs(this.#tries++))
    // Without a network there is no hurry: its return is an event.
    const waitMs = navigator.onLine ? soonMs : RETRY_LAST_MS
    this.#byeMs = undefined
    this.#link = { s: 'waiting', timer: setTimeout(() => this.#open(), waitMs) }
    this.#ports.changed()
  }

  #ended(): void {
    this.#ready = false
    clearInterval(this.#pinger)
    clearTimeout(this.#pongDue)
    this.#pongDue = undefined
  }
}
