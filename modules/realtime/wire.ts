import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'

/** A text frame as bytes, made once and written to many sockets (RFC 6455 5.2, server to client, unmasked, unfragmented). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x81
  if (head === 2) {
    frame[1] = length
  } else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}

/** Wires with something to send in this turn of the event loop. */
let dirty: Wire[] = []

function flushAll(): void {
  const wires = dirty
  dirty = []
  for (const wire of wires) wire.flush()
}

/**
 * Writes ready frames straight into a socket that `ws` upgraded. Sound because we neither compress nor fragment, so
 * `ws` itself only ever writes whole control frames. What is written in one turn of the event loop leaves in one system call.
 */
export class Wire {
  readonly #ws: WebSocket
  readonly #socket: Duplex
  #waiting: Buffer[] = []

  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws
    this.#socket = socket
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength
  }

  write(frame: Buffer): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return
    if (this.#waiting.push(frame) > 1) return
    if (dirty.push(this) === 1) setImmediate(flushAll)
  }

  flush(): void {
    const frames = this.#waiting
    this.#waiting = []
    this.#socket.write(frames.length === 1 ? (frames[0] as Buffer) : Buffer.concat(frames))
  }
}
