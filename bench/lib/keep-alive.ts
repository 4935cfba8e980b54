import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/**
 * One connection that asks one question after the other and is kept open: the generator must cost less than the server it
 * measures. It reads answers that tell their length, as those of the API do.
 */
export class KeepAlive {
  readonly #socket: Socket
  readonly #port: number
  #read: Buffer = Buffer.alloc(0)
  #answered: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  constructor(port: number) {
    this.#port = port
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk: Buffer) => this.#heard(chunk))
    this.#socket.on('error', error => this.#answered?.reject(error))
    this.#socket.on('close', () => this.#answered?.reject(new Error('the server closed the connection')))
  }

  /** Asks an endpoint (`POST /wallet/proofs`) as whoever has the token. */
  ask(route: string, token: string, input: object): Promise<Answer> {
    const [verb, path] = route.split(' ')
    const body = JSON.stringify(input)
    const head = [
      `${verb} /api${path} HTTP/1.1`,
      `host: 127.0.0.1:${this.#port}`,
      `authorization: Bearer ${token}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
    ]
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject }
      this.#socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
    })
  }

  close(): void {
    this.#answered = undefined
    this.#socket.destroy()
  }

  #heard(chunk: Buffer): void {
    this.#read = this.#read.length > 0 ? Buffer.concat([this.#read, chunk]) : chunk
    const end = this.#read.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#read.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#read.length < end + 4 + length) return
    const body = this.#read.toString('utf8', end + 4, end + 4 + length)
    this.#read = this.#read.subarray(end + 4 + length)
    const answered = this.#answered
    this.#answered = undefined
    answered?.resolve({ status: Number(head.slice(9, 12)), body: body === '' ? {} : JSON.parse(body) })
  }
}
