import { perCity, type City } from '@plaza/house'
import type { Subscription } from '@plaza/bus'
import type { Session } from './session.ts'
import { textFrame } from './wire.ts'

/** News on its way to sockets. `f` is the frame's JSON text, made once; `u` is put in front for the person it numbers. */
export interface Push {
  readonly f: string
  readonly u?: number | undefined
  /** The socket that caused it and is answered by its own ack instead (gateway id and socket id). */
  readonly o?: string | undefined
  /** May be dropped when a socket is slow. */
  readonly e?: true
  /** The event's number in a large conversation. */
  readonly q?: number
  /** Subjects that the sockets who get this begin or stop to hear. */
  readonly join?: string
  readonly leave?: string
}

interface Channel {
  readonly subscription: Subscription
  readonly sessions: Set<Session>
  /** The highest conversation number heard; undefined until something was. */
  q: number | undefined
}

/** The sockets of one process and the subjects they listen to. A subject is on the bus only while somebody listens. */
export class Hub {
  readonly #city: City
  readonly #channels = new Map<string, Channel>()
  readonly sessions = new Set<Session>()
  readonly byPerson = new Map<string, Set<Session>>()
  /** Names this process in `Push.o`. */
  readonly gateway: string

  constructor(city: City) {
    this.#city = city
    this.gateway = city.newId().slice(24)
  }

  add(session: Session): void {
    this.sessions.add(session)
    const own = this.byPerson.get(session.caller.person)
    if (own) own.add(session)
    else this.byPerson.set(session.caller.person, new Set([session]))
  }

  remove(session: Session): void {
    for (const leave of session.subjects.values()) leave()
    session.subjects.clear()
    this.sessions.delete(session)
    const own = this.byPerson.get(session.caller.person)
    own?.delete(session)
    if (own?.size === 0) this.byPerson.delete(session.caller.person)
  }

  /** Lets a socket hear a subject; twice is once. */
  join(session: Session, subject: string): void {
    if (session.subjects.has(subject) || !this.sessions.has(session)) return
    let channel = this.#channels.get(subject)
    if (!channel) {
      const made: Channel = {
        subscription: this.#city.bus.subscribe(subject, message => this.#deliver(made, message as Push)),
        sessions: new Set(),
        q: undefined,
      }
      this.#channels.set(subject, (channel = made))
    }
    channel.sessions.add(session)
    session.subjects.set(subject, () => this.#leave(session, subject))
  }

  leave(session: Session, subject: string): void {
    session.subjects.get(subject)?.()
    session.subjects.delete(subject)
  }

  #leave(session: Session, subject: string): void {
    const channel = this.#channels.get(subject)
    if (!channel?.sessions.delete(session) || channel.sessions.size > 0) return
    channel.subscription.unsubscribe()
    this.#channels.delete(subject)
  }

  /** Subjects heard in this process that begin so. */
  subjectsLike(prefix: string): string[] {
    return [...this.#channels.keys()].filter(subject => subject.startsWith(prefix))
  }

  /** What is committed up to `q` was read, so only what comes after it can be lost on its way. */
  heardBefore(subject: string, q: number): void {
    const channel = this.#channels.get(subject)
    if (channel) channel.q ??= q
  }

  /** Compares what was heard on a subject with what is committed up to `q`; true when something was lost on the way. */
  missed(subject: string, q: number): boolean {
    const channel = this.#channels.get(subject)
    if (!channel) return false
    const lost = channel.q !== undefined && channel.q < q
    if (channel.q === undefined || lost) channel.q = q
    return lost
  }

  /** Says something to every socket on a subject. */
  tell(subject: string, frame: object): void {
    for (const session of this.#channels.get(subject)?.sessions ?? []) session.send(frame)
  }

  #deliver(channel: Channel, push: Push): void {
    const { sessions } = channel
    if (push.q !== undefined && push.q > (channel.q ?? 0)) channel.q = push.q
    let frame: Buffer | undefined
    for (const session of sessions) {
      if (push.join) this.join(session, push.join)
      if (push.leave) this.leave(session, push.leave)
      if (push.o !== undefined && push.o === session.origin) continue
      frame ??= textFrame(push.u === undefined ? push.f : `{"u":${push.u},${push.f.slice(1)}`)
      if (push.e) {
        session.pushEphemeral(frame)
      } else {
        if (push.u !== undefined && push.u > session.u) session.u = push.u
        session.push(frame)
      }
    }
  }
}

export const hub = perCity(city => new Hub(city))
