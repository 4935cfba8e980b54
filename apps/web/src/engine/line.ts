import type { ChatEvent, Down, Up } from '@plaza/contract'
import { isRich } from './rules.ts'

/** Pushes that a tab may leave unconfirmed (`got`); then it hears nothing more until it asks what it missed. */
export const UNCONFIRMED_MAX = 400
/** Questions and messages whose answers are awaited; the oldest is forgotten first. */
const ASKED_MAX = 1_000
const COUNTED = new Set<Down['t']>(['ev', 'row', 'note', 'seen'])

type Ok = Extract<Down, { t: 'ok' }>
type Hello = Extract<Up, { t: 'hello' }>

/** What a tab hears besides the city's frames: the connection is gone, and it says hello again when it likes. */
export type TabDown = Down | { t: 'closed' }

export interface LinePorts {
  /** To the city; false without a connection. */
  up(frame: Up): boolean
  /** Connects from now on, or no longer. */
  start(): void
  stop(): void
  /** Somebody is there who would like to know now. */
  hurry(): void
}

/** One tab on the line. */
export interface Tab {
  post(frame: TabDown): void
  /** The number of the person's log from which it goes on. */
  u: number
  state: 'away' | 'greeting' | 'open' | 'lagging'
  looks: boolean
  unconfirmed: number
}
export const newTab = (post: Tab['post']): Tab => ({ post, u: 0, state: 'away', looks: false, unconfirmed: 0 })

/** A question of what was missed after `u`, and who waits for the answer. */
interface Question {
  u: number
  tabs: Set<Tab>
  begun: boolean
}

/**
 * One connection for all tabs of a browser. Towards each tab it is what the city's gateway is towards a socket: pushes go to
 * all, an answer goes to whoever asked, and what one tab said the others are told as the city would tell them.
 */
export class Line {
  readonly #ports: LinePorts
  readonly #tabs = new Set<Tab>()
  readonly #asked = new Map<string, { by: Tab; frame: Up }>()
  #ok: Ok | undefined
  /** The newest number of the person's log that was heard of. */
  #head = 0
  #helloU = 0
  /** The answer under way, and those to ask after it: the city answers one at a time. */
  #question: Question | undefined
  #questions: Question[] = []
  #looks = false
  /** Pushes since the last `got` that went up. */
  #pushed = 0

  constructor(ports: LinePorts) {
    this.#ports = ports
  }

  /** From where the connection goes on: the tab that is furthest behind. */
  cursor(): number {
    const waiting = this.#with('greeting').map(tab => tab.u)
    this.#helloU = waiting.length > 0 ? Math.min(...waiting) : this.#head
    return this.#helloU
  }

  /** A tab says something. */
  said(tab: Tab, frame: Up): void {
    switch (frame.t) {
      case 'hello':
        return this.#enter(tab, frame)
      case 'sync':
        Object.assign(tab, { state: 'open', unconfirmed: 0 })
        return this.#ask(tab, frame.u)
      case 'got':
        tab.unconfirmed = 0
        if (this.#pushed > 0 && this.#ports.up(frame)) this.#pushed = 0
        return
      case 'ping':
        return this.#ports.hurry()
      case 'look':
        tab.looks = frame.on
        return this.#look(frame.on)
      case 'send':
      case 'mine':
      case 'pull':
        if (this.#asked.size >= ASKED_MAX) this.#asked.delete(this.#asked.keys().next().value!)
        this.#asked.set(frame.id, { by: tab, frame })
        return void this.#ports.up(frame)
      default:
        this.#ports.up(frame)
    }
  }

  /** A tab closed its connection, or died. */
  left(tab: Tab): void {
    if (!this.#tabs.delete(tab)) return
    tab.state = 'away'
    for (const question of [this.#question, ...this.#questions]) question?.tabs.delete(tab)
    this.#questions = this.#questions.filter(question => question.tabs.size > 0)
    if (this.#tabs.size === 0) {
      this.#ports.stop()
      return this.#forget()
    }
    this.#look(false)
  }

  /** The city says something. */
  heard(frame: Down): void {
    if ('u' in frame && frame.u !== undefined && frame.t !== 'sync') this.#head = Math.max(this.#head, frame.u)
    switch (frame.t) {
      case 'ok':
        return this.#connected(frame)
      case 'sync':
        return this.#answer(frame)
      case 'page':
      case 'nak':
        return this.#asker(frame.id).tab?.post(frame)
      case 'ack':
        return this.#acked(frame)
      default:
        if (COUNTED.has(frame.t)) this.#pushed += 1
        for (const tab of this.#tabs) this.#push(tab, frame)
    }
  }

  /** The connection to the city is gone: each tab comes back with the number it has then. */
  dropped(): void {
    const tabs = [...this.#tabs]
    this.#tabs.clear()
    this.#forget()
    for (const tab of tabs) {
      tab.state = 'away'
      tab.post({ t: 'closed' })
    }
  }

  #forget(): void {
    this.#ok = undefined
    this.#asked.clear()
    this.#question = undefined
    this.#questions = []
    this.#looks = false
    this.#pushed = 0
  }

  #enter(tab: Tab, { u }: Hello): void {
    Object.assign(tab, { u, state: 'greeting', looks: false, unconfirmed: 0 })
    this.#tabs.add(tab)
    if (!this.#ok) {
      this.#ports.start()
      return this.#ports.hurry()
    }
    // A number beyond the head came by another connection of this browser: it is true, and only not heard here yet.
    this.#head = Math.max(this.#head, u)
    this.#greet(tab, this.#ok)
    this.#ask(tab, u)
  }

  #greet(tab: Tab, ok: Ok): void {
    tab.state = 'open'
    tab.post({ ...ok, u: this.#head })
  }

  /**
   * After its hello the city says what was missed, without being asked. Also a tab that stands at the newest number gets an
   * answer: what is said in large groups has no number in the person's log.
   */
  #connected(ok: Ok): void {
    this.#ok = ok
    this.#head = ok.u
    const waiting = this.#with('greeting')
    const asked = waiting.filter(tab => tab.u === this.#helloU)
    this.#question = { u: this.#helloU, tabs: new Set(asked), begun: false }
    for (const tab of waiting) this.#greet(tab, ok)
    for (const tab of waiting) if (tab.u !== this.#helloU) this.#ask(tab, tab.u)
  }

  #ask(tab: Tab, u: number): void {
    const same = [this.#question, ...this.#questions].find(one => one?.u === u && !one.begun)
    if (same) return void same.tabs.add(tab)
    this.#questions.push({ u, tabs: new Set([tab]), begun: false })
    if (!this.#question) this.#next()
  }

  #next(): void {
    this.#question = this.#questions.shift()
    if (this.#question) this.#ports.up({ t: 'sync', u: this.#question.u })
  }

  #answer(frame: Extract<Down, { t: 'sync' }>): void {
    for (const tab of this.#question?.tabs ?? []) tab.post(frame)
    if (this.#question) this.#question.begun = true
    if (frame.more) return
    this.#head = Math.max(this.#head, frame.u)
    this.#next()
  }

  /** The city spares the connection that sent a message the push of it; the tabs beside the one that sent it need it. */
  #acked(ack: Extract<Down, { t: 'ack' }>): void {
    const { tab, by, frame } = this.#asker(ack.id)
    if (frame?.t === 'send' && !isRich(frame.k) && this.#ok) {
      const { id, c, k, b } = frame
      const event: ChatEvent = { c, q: ack.q, n: ack.n, f: this.#ok.me, id, k, b: { ...b }, at: ack.at }
      if (frame.re !== undefined) event.re = frame.re
      const push: Down = { t: 'ev', ...(ack.u === undefined ? {} : { u: ack.u }), ...event }
      for (const other of this.#tabs) if (other !== by) this.#push(other, push)
    }
    tab?.post(ack)
  }

  #push(tab: Tab, frame: Down): void {
    if (frame.t === 'bye') return tab.post(frame)
    if (tab.state !== 'open') return
    if (COUNTED.has(frame.t) && ++tab.unconfirmed > UNCONFIRMED_MAX) {
      tab.state = 'lagging'
      return tab.post({ t: 'lag', u: this.#head })
    }
    tab.post(frame)
  }

  /** Somebody looks at this browser while they look at any of its tabs; that they still do is said again. */
  #look(again: boolean): void {
    const on = [...this.#tabs].some(tab => tab.looks)
    if ((on === this.#looks && !(on && again)) || !this.#ports.up({ t: 'look', on })) return
    this.#looks = on
  }

  /** Who asked for what, and to whom the answer goes: when they are gone to another tab, which tells the rest. */
  #asker(id: string): { tab: Tab | undefined; by: Tab | undefined; frame?: Up } {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    const tab = asked && this.#tabs.has(asked.by) ? asked.by : this.#with('open')[0]
    return { by: undefined, ...asked, tab }
  }

  #with(state: Tab['state']): Tab[] {
    return [...this.#tabs].filter(tab => tab.state === state)
  }
}
