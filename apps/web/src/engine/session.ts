import type { Me, SignedIn } from '@plaza/contract'
import { call, codeOf, whenSignedOut } from './api.ts'
import { Client, type ClientEvents } from './client.ts'
import { unsubscribe } from './push.ts'

/** Who this browser is: unknown while it is being found out. */
export type Session = { s: 'unknown' } | { s: 'out' } | { s: 'in'; client: Client }

const KEPT_ME = 'plaza.me'
/** Somebody signed out here and the city has not heard of it: nobody comes in with that session again. */
const LEFT = 'plaza.left'

/** The browser's session: the cookie is the server's, this keeps the rest. */
export class Sessions {
  #session: Session = { s: 'unknown' }
  readonly #changed: (session: Session) => void
  readonly #events: Omit<ClientEvents, 'signedOut'>

  constructor(changed: (session: Session) => void, events: Omit<ClientEvents, 'signedOut'>) {
    this.#changed = changed
    this.#events = events
    whenSignedOut(() => void this.#lost())
    addEventListener('online', () => void this.#tellLeft())
  }

  /** Starts from what is kept here, so that the chats show before the server has answered. */
  async start(): Promise<void> {
    if (localStorage.getItem(LEFT)) {
      // Nobody waits for that: the door is shown at once.
      void this.#tellLeft()
      return this.#set({ s: 'out' })
    }
    const kept = localStorage.getItem(KEPT_ME)
    if (kept) {
      await this.#enter(JSON.parse(kept) as Me)
      void call('GET /identity/me')
        .then(me => this.keepMe(me))
        .catch(() => {})
      return
    }
    const { me } = await call('GET /identity/session').catch(() => ({ me: undefined }))
    if (me) await this.#enter(me)
    else this.#set({ s: 'out' })
  }

  async signedIn({ me }: SignedIn): Promise<void> {
    await this.#enter(me)
  }

  keepMe(me: Me): void {
    if (this.#session.s !== 'in') return
    localStorage.setItem(KEPT_ME, JSON.stringify(me))
    this.#session.client.store.setMe(me)
  }

  /** Leaves this device; where the city does not hear of it, it is told when there is a network. */
  async signOut(): Promise<void> {
    localStorage.setItem(LEFT, '1')
    await this.#tellLeft()
    await this.#leave(true)
  }

  async #tellLeft(): Promise<void> {
    if (!localStorage.getItem(LEFT)) return
    const silent = await call('POST /identity/sign-out').then(
      () => false,
      (error: unknown) => codeOf(error) !== 'not_signed_in',
    )
    if (!silent) localStorage.removeItem(LEFT)
  }

  async #enter(me: Me): Promise<void> {
    localStorage.removeItem(LEFT)
    localStorage.setItem(KEPT_ME, JSON.stringify(me))
    const client = await Client.open(me, { ...this.#events, signedOut: () => void this.#lost() })
    this.#set({ s: 'in', client })
  }

  async #lost(): Promise<void> {
    await this.#leave(false)
  }

  async #leave(tell: boolean): Promise<void> {
    const session = this.#session
    localStorage.removeItem(KEPT_ME)
    this.#set({ s: 'out' })
    // Whoever left is not notified here any more, though the city may not have heard of it.
    unsubscribe().catch(() => {})
    if (session.s === 'in') await session.client.close({ forget: true, tell })
  }

  #set(session: Session): void {
    this.#session = session
    this.#changed(session)
  }
}
