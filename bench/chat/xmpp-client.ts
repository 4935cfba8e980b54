import { connect as tcp, type Socket } from 'node:net'
import type { Client, Target } from './client.ts'

export interface XmppPeople {
  readonly port: number
  readonly domain: string
  /** Members of one room, or 0 for pairs. */
  readonly room: number
}

const PASSWORD = 'secret'

/** A minimal XMPP client over plain TCP: SASL PLAIN, bind, presence, and for rooms a join (XEP-0045). */
export function xmppTarget({ port, domain, room }: XmppPeople): Target {
  const rooms = new Map<number, Promise<string>>()
  // Each run has rooms of its own: those of the one before are still busy with everybody leaving.
  const run = process.pid.toString(36)
  return {
    async connect(index, heard) {
      const name = `u${index}`
      const stream = new Stream(tcp({ port, host: '127.0.0.1', noDelay: true }))
      const open = `<?xml version='1.0'?><stream:stream to='${domain}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`
      await stream.ask(open, '</stream:features>')
      const auth = Buffer.from(`\0${name}\0${PASSWORD}`).toString('base64')
      await stream.ask(
        `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${auth}</auth>`,
        /<success|<failure/,
      )
      await stream.ask(open, '</stream:features>')
      await stream.ask(
        `<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>`,
        /id='b'|id="b"/,
      )
      await stream.ask(
        `<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>`,
        /id='s'|id="s"/,
      )
      stream.write('<presence/>')
      let to: string
      let kind: string
      if (room > 0) {
        const number = Math.floor(index / room)
        const name2 = `r${number}-${run}@conference.${domain}`
        const join = () =>
          stream.ask(
            `<presence to='${name2}/${name}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
            /status code=['"]110|type=['"]error/,
          )
        // Whoever comes first makes the room; many at once would all try to.
        const opened = rooms.get(number)
        if (opened) await opened.then(join)
        else {
          const opening = join()
          rooms.set(number, opening)
          await opening
        }
        to = name2
        kind = 'groupchat'
      } else {
        to = `u${index ^ 1}@${domain}`
        kind = 'chat'
      }
      const own = room > 0 ? `/${name}` : undefined
      stream.onBodies = (body, head) => {
        // A room also tells the sender; that copy is not a delivery.
        if (own && (head.includes(`${own}'`) || head.includes(`${own}"`))) return
        heard(body)
      }
      const client: Client = {
        send: text => stream.write(`<message to='${to}' type='${kind}'><body>${text}</body></message>`),
        close: () => stream.end(),
      }
      return client
    },
  }
}

/** Registers people by in-band registration (XEP-0077), many at once. */
export async function register(port: number, domain: string, count: number): Promise<void> {
  const AT_ONCE = 20
  for (let i = 0; i < count; i += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - i) }, async (_, j) => {
        const stream = new Stream(tcp({ port, host: '127.0.0.1', noDelay: true }))
        await stream.ask(
          `<?xml version='1.0'?><stream:stream to='${domain}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`,
          '</stream:features>',
        )
        await stream.ask(
          `<iq type='set' id='r'><query xmlns='jabber:iq:register'><username>u${i + j}</username><password>${PASSWORD}</password></query></iq>`,
          /id='r'|id="r"/,
        )
        stream.end()
      }),
    )
  }
}

class Stream {
  readonly #socket: Socket
  #text = ''
  #wanted: { pattern: string | RegExp; done: (text: string) => void } | undefined
  onBodies: ((body: string, head: string) => void) | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => this.#read(chunk))
    socket.on('error', () => {})
  }

  write(text: string): void {
    this.#socket.write(text)
  }

  end(): void {
    this.#socket.destroy()
  }

  ask(text: string, pattern: string | RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#text = ''
      const timer = setTimeout(
        () => reject(new Error(`no answer to ${text.slice(0, 60)}: ${this.#text.slice(-200)}`)),
        120_000,
      )
      this.#wanted = {
        pattern,
        done: answer => {
          clearTimeout(timer)
          this.#wanted = undefined
          resolve(answer)
        },
      }
      this.#socket.write(text)
    })
  }

  #read(chunk: string): void {
    this.#text += chunk
    if (this.#wanted) {
      const { pattern, done } = this.#wanted
      if (typeof pattern === 'string' ? this.#text.includes(pattern) : pattern.test(this.#text)) {
        const text = this.#text
        this.#text = ''
        done(text)
      }
      return
    }
    let from = 0
    for (;;) {
      const end = this.#text.indexOf('</message>', from)
      if (end < 0) break
      const stanza = this.#text.slice(from, end)
      const body = stanza.indexOf('<body>')
      if (body >= 0) this.onBodies?.(stanza.slice(body + 6, body + 28), stanza.slice(0, body))
      from = end + 10
    }
    this.#text = from > 0 ? this.#text.slice(from) : this.#text.length > 100_000 ? '' : this.#text
  }
}
