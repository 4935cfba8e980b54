import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Bus, Handler, Subscription } from './port.ts'

const PREFIX = 'plaza.'

/** A city in several processes: core NATS, whose interest routing stands in for a presence table. */
class NatsBus implements Bus {
  readonly shared = true
  readonly #connection: NatsConnection
  readonly #onReturn = new Set<() => void>()

  constructor(connection: NatsConnection) {
    this.#connection = connection
    void this.#watch()
  }

  async #watch(): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type === 'reconnect') for (const callback of this.#onReturn) callback()
    }
  }

  publish(subject: string, message: unknown): void {
    this.#connection.publish(PREFIX + subject, JSON.stringify(message))
  }

  subscribe(subject: string, handler: Handler): Subscription {
    return this.#connection.subscribe(PREFIX + subject, {
      callback: (error, message) => {
        if (!error) handler(message.json(), message.subject.slice(PREFIX.length))
      },
    })
  }

  flush(): Promise<void> {
    return this.#connection.flush()
  }

  onReturn(callback: () => void): void {
    this.#onReturn.add(callback)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection.drain()
  }
}

/** Connects to a NATS server and keeps reconnecting for ever; `url` is `nats://host:port`, several split by commas. */
export async function connectNats(url: string): Promise<Bus> {
  return new NatsBus(
    await connect({
      servers: url.split(','),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      waitOnFirstConnect: true,
    }),
  )
}
