import { randomBytes } from 'node:crypto'
import { connect as tcp, type Socket } from 'node:net'
import type { Client, Target } from './client.ts'

/** A minimal WebSocket client: the generator must cost less than the server it measures. The mask is zero, which RFC 6455 allows. */
export class Frames {
  readonly socket: Socket
  #pending: Buffer = Buffer.alloc(0)
  #open = false
  readonly #onText: (text: string) => void
  #onOpen: (() => void) | undefined

  constructor(port: number, token: string, onText: (text: string) => void) {
    this.#onText = onText
    this.socket = tcp({ port, host: '127.0.0.1', noDelay: true })
    const key = randomBytes(16).toString('base64')
    this.socket.write(
      `GET /ws HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-key: ${key}\r\nsec-websocket-version: 13\r\nauthorization: Bearer ${token}\r\n\r\n`,
    )
    this.socket.on('data', chunk => this.#read(chunk))
    this.socket.on('error', () => {})
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onOpen = resolve
      this.socket.once('close', () => reject(new Error('socket closed before it opened')))
    })
  }

  send(text: string): void {
    const length = Buffer.byteLength(text)
    const head = length < 126 ? 6 : 8
    const frame = Buffer.alloc(head + length)
    frame[0] = 0x81
    if (head === 6) {
      frame[1] = 0x80 | length
    } else {
      frame[1] = 0x80 | 126
      frame.writeUInt16BE(length, 2)
    }
    frame.write(text, head)
    this.socket.write(frame)
  }

  #read(chunk: Buffer): void {
    let data: Buffer = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    if (!this.#open) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) return void (this.#pending = data)
      if (!data.subarray(0, 12).toString().endsWith('101')) return void this.socket.destroy()
      this.#open = true
      this.#onOpen?.()
      data = data.subarray(end + 4)
    }
    let at = 0
    while (data.length - at >= 2) {
      let length = (data[at + 1] as number) & 0x7f
      let head = 2
      if (length === 126) {
        if (data.length - at < 4) break
        length = data.readUInt16BE(at + 2)
        head = 4
      } else if (length === 127) {
        if (data.length - at < 10) break
        length = Number(data.readBigUInt64BE(at + 2))
        head = 10
      }
      if (data.length - at < head + length) break
      if (((data[at] as number) & 0x0f) === 1) this.#onText(data.toString('utf8', at + head, at + head + length))
      at += head + length
    }
    this.#pending = data.subarray(at)
  }
}

export interface PlazaPeople {
  readonly port: number
  readonly people: readonly { readonly token: string; readonly conversation: string }[]
}

// Half of what may be unconfirmed: a person in so busy a group confirms in larger steps than they would for 50 messages a second.
const GOT_EVERY = 200

export function plazaTarget({ port, people }: PlazaPeople): Target {
  let counter = 0
  const prefix = randomBytes(8).toString('hex')
  const newId = () => {
    const tail = (counter++).toString(16).padStart(12, '0')
    return `${prefix.slice(0, 8)}-${prefix.slice(8, 12)}-7${prefix.slice(12, 15)}-8000-${tail}`
  }
  return {
    async connect(index, heard) {
      const person = people[index]
      if (!person) throw new Error(`no person ${index}`)
      let u = 0
      let q = 0
      let unconfirmed = 0
      let met = false
      const pull = () => frames.send(`{"t":"pull","id":"${newId()}","c":"${person.conversation}","after":${q},"n":100}`)
      let ready: () => void = () => {}
      const synced = new Promise<void>(resolve => (ready = resolve))
      const frames = new Frames(port, person.token, text => {
        if (text.startsWith('{"t":"ev"') || text.startsWith('{"u":')) {
          if (text.startsWith('{"u":')) u = Number.parseInt(text.slice(5), 10)
          const at = text.indexOf('"text":"')
          q = Math.max(q, Number.parseInt(text.slice(text.indexOf('"q":') + 4), 10))
          if (at > 0) heard(text.slice(at + 8, at + 30))
          if (++unconfirmed >= GOT_EVERY) {
            unconfirmed = 0
            frames.send(`{"t":"got","u":${u}}`)
          }
        } else if (text.startsWith('{"t":"sync"')) {
          const frame = JSON.parse(text) as { rows: { c: string; q: number }[]; more: boolean }
          const head = frame.rows.find(row => row.c === person.conversation)?.q ?? 0
          // What was said between the last page and the pushes beginning again is read from the log too.
          if (met && head > q) pull()
          else if (!met) q = head
          if (frame.more) return
          met = true
          ready()
        } else if (text.startsWith('{"t":"lag"')) {
          // As a real client does: what was not pushed is read from the log, and pushes begin again.
          pull()
        } else if (text.startsWith('{"t":"page"')) {
          const page = JSON.parse(text) as { evs: { q: number; f: string; b: { text?: string } }[]; more: boolean }
          for (const event of page.evs) {
            if (event.q <= q) continue
            q = event.q
            if (event.b.text) heard(event.b.text)
          }
          if (page.more) pull()
          else frames.send(`{"t":"sync","u":${u}}`)
        } else if (text.startsWith('{"t":"nak"')) {
          refused.count += 1
          refused.heard()
        }
      })
      await frames.opened()
      frames.send('{"t":"hello","v":1,"u":0}')
      await synced
      const client: Client = {
        send: text =>
          frames.send(`{"t":"send","id":"${newId()}","c":"${person.conversation}","k":"text","b":{"text":"${text}"}}`),
        close: () => frames.socket.destroy(),
      }
      return client
    },
  }
}

/** Sends that were refused (`busy`), for the closed loop and the report. */
export const refused = { count: 0, heard: (): unknown => undefined }
