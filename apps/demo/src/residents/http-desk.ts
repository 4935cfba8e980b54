import type { contactsApi, FriendRequest, identityApi, PersonCard, ReplyOf } from '@plaza/contract'

const PATIENCE_MS = 8_000

/** The calls a resident makes by HTTP. A failure is an empty answer: the next notice or reconnect asks again. */
export class HttpDesk {
  readonly #url: string
  readonly #token: () => Promise<string>
  readonly #stop = new AbortController()

  constructor(url: string, token: () => Promise<string>) {
    this.#url = url
    this.#token = token
  }

  async people(ids: readonly string[]): Promise<PersonCard[]> {
    const query = ids.map(id => `ids=${id}`).join('&')
    return (await this.#call<ReplyOf<typeof identityApi.people>>('GET', `/people?${query}`))?.people ?? []
  }

  async requests(): Promise<FriendRequest[]> {
    return (await this.#call<ReplyOf<typeof contactsApi.contacts>>('GET', '/contacts'))?.requests ?? []
  }

  async accept(request: string): Promise<void> {
    await this.#call('POST', `/contacts/requests/${request}/answer`, { accept: true })
  }

  /** Asks somebody to be a friend; the id makes a repeat the same request. */
  async ask(id: string, to: string, note: string): Promise<void> {
    await this.#call('POST', '/contacts/requests', { id, to, note, source: 'group' })
  }

  close(): void {
    this.#stop.abort()
  }

  async #call<Reply>(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply | undefined> {
    try {
      const response = await fetch(`${this.#url}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await this.#token()}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(PATIENCE_MS)]),
      })
      return response.ok ? ((await response.json()) as Reply) : undefined
    } catch {
      return undefined
    }
  }
}
