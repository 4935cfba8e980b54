import type { Down, Up } from '@plaza/contract'
import { WebSocket } from 'ws'
import { PING_MS, RECONNECT_MS_MAX, RECONNECT_MS_MIN } from '../limits.ts'

const HANDSHAKE_MS = 5_000

export interface LineOptions {
  /** Where the city is: `http://host:port`. */
  readonly url: string
  readonly token: () => Promise<string>
  readonly refused: () => void
  readonly opened: () => void
  readonly heard: (frame: Down) => void
  /** In [0, 1): spreads the reconnects. */
  readonly chance: () => number
}

/** A chat socket that comes back by itself until it is closed: any program on the bot API needs one like it. */
export class Line {
  readonly #options: LineOptions
  #ws: WebSocket | undefined
  #closed = false
  #fails = 0
  #restMs = 0
  #heardSince = true
  #retry: NodeJS.Timeout | undefined
  #ping: NodeJS.Timeout | undefined

  constructor(options: LineOptions) {
    this.#options = options
  }

  /** Connects; every failure is answered by a later try. */
  async connect(): Promise<void> {
    if (this.#closed) return
    let token: string
    try {
      token = await this.#options.token()
    } catch {
      return this.#later()
    }
    if (this.#closed) return
    const ws = new WebSocket(`${this.#options.url.replace(/^http/, 'ws')}/ws`, {
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
    })
    this.#ws = ws
    ws.on('unexpected-response', (request, response) => {
      if (response.statusCode === 401) this.#options.refused()
      request.destroy()
      ws.terminate()
    })
    ws.on('error', () => {})
    ws.on('open', () => {
      this.#heardSince = true
      this.#ping = setInterval(() => this.#beat(ws), PING_MS)
      this.#options.opened()
    })
    ws.on('message', (data: Buffer) => this.#receive(data))
    ws.on('close', () => {
      clearInterval(this.#ping)
      if (this.#ws === ws) this.#later()
    })
  }

  send(frame: Up): boolean {
    if (this.#ws?.readyState !== WebSocket.OPEN) return false
    this.#ws.send(JSON.stringify(frame))
    return true
  }

  /** Ends at once and for good. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    clearInterval(this.#ping)
    this.#ws?.terminate()
  }

  #receive(data: Buffer): void {
    this.#heardSince = true
    const frame = JSON.parse(data.toString('utf8')) as Down
    if (frame.t === 'ok') this.#fails = 0
    if (frame.t === 'bye') this.#restMs = frame.afterMs
    this.#options.heard(frame)
  }

  /** Between two pings something was heard, if only the answer to the first; else the other side is gone. */
  #beat(ws: WebSocket): void {
    if (!this.#heardSince) return ws.terminate()
    this.#heardSince = false
    this.send({ t: 'ping' })
  }

  #later(): void {
    if (this.#closed) return
    const backOff = Math.min(RECONNECT_MS_MAX, RECONNECT_MS_MIN * 2 ** Math.min(this.#fails++, 10))
    const wait = Math.max(this.#restMs, backOff * (0.5 + this.#options.chance() / 2))
    this.#restMs = 0
    this.#retry = setTimeout(() => void this.connect(), Math.min(wait, RECONNECT_MS_MAX))
  }
}
