import type { Down } from '@plaza/contract'
import type { Caller, FrameSession } from '@plaza/house'
import type { WebSocket } from 'ws'
import { BUFFERED_BYTES_MAX, FRAMES_BURST_MAX, FRAMES_PER_SECOND_MAX, UNCONFIRMED_PUSHES_MAX } from './limits.ts'
import { textFrame, type Wire } from './wire.ts'

/**
 * Where a socket stands: `greeting` until hello is answered, `open` while pushes flow, `lagging` after the client fell
 * behind (it gets no pushes until it syncs), `closed`.
 */
export type SessionState = 'greeting' | 'open' | 'lagging' | 'closed'

/** One open socket of a signed-in person. */
export class Session implements FrameSession {
  /** Names this socket among all of all gateways: news it caused itself carries it. */
  readonly origin: string
  readonly caller: Caller
  readonly #ws: WebSocket
  readonly #wire: Wire
  state: SessionState = 'greeting'
  /** The newest number of the person's log that this client was told or has confirmed. */
  u = 0
  heardAtMs: number
  badFrames = 0
  /** Subjects this socket listens to, each with the way to stop. */
  readonly subjects = new Map<string, () => void>()
  #unconfirmed = 0
  #tokens = FRAMES_BURST_MAX
  #tokensAtMs: number

  constructor(options: { origin: string; caller: Caller; ws: WebSocket; wire: Wire; nowMs: number }) {
    this.origin = options.origin
    this.caller = options.caller
    this.#ws = options.ws
    this.#wire = options.wire
    this.heardAtMs = options.nowMs
    this.#tokensAtMs = options.nowMs
  }

  send(frame: Down | object): void {
    this.sendText(JSON.stringify(frame))
  }

  /** As `send`, for a frame whose JSON text was put together already. */
  sendText(text: string): void {
    this.#wire.write(textFrame(text))
  }

  /** Pushes news; a client that does not keep up is told once and then left to sync by itself. */
  push(frame: Buffer): void {
    if (this.state !== 'open') return
    if (this.#unconfirmed >= UNCONFIRMED_PUSHES_MAX || this.#wire.bufferedBytes > BUFFERED_BYTES_MAX) {
      this.state = 'lagging'
      this.send({ t: 'lag', u: this.u })
      return
    }
    this.#unconfirmed += 1
    this.#wire.write(frame)
  }

  /** Pushes what may be lost (typing, levels): dropped first when the socket is slow. */
  pushEphemeral(frame: Buffer): void {
    if (this.state === 'open' && this.#wire.bufferedBytes < BUFFERED_BYTES_MAX / 4) this.#wire.write(frame)
  }

  /** The client is up to date, or has confirmed what it was pushed. */
  confirm(): void {
    this.#unconfirmed = 0
  }

  /** Pushes flow (again). */
  open(): void {
    if (this.state === 'closed') return
    this.#unconfirmed = 0
    this.state = 'open'
  }

  /** Whether this socket may send one more frame now (token bucket). */
  mayTalk(nowMs: number): boolean {
    this.heardAtMs = nowMs
    this.#tokens = Math.min(
      FRAMES_BURST_MAX,
      this.#tokens + ((nowMs - this.#tokensAtMs) * FRAMES_PER_SECOND_MAX) / 1000,
    )
    this.#tokensAtMs = nowMs
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  close(why: string, afterMs: number): void {
    if (this.state === 'closed') return
    this.send({ t: 'bye', why, afterMs })
    this.state = 'closed'
    setImmediate(() => this.#ws.close(why === 'restart' ? 1012 : 1008, why))
    setTimeout(() => this.#ws.terminate(), 2_000).unref()
  }
}
