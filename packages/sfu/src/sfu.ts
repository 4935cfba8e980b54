import type { ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { endChild, killChild, startChild } from '@plaza/child'
import type { MediaPlace } from './media.ts'

/** What the forwarding process is told, and what it tells. */
export type ToChild =
  | { readonly do: 'offer'; readonly call: string; readonly peer: string; readonly sdp: string }
  | { readonly do: 'keep'; readonly call: string; readonly peers: readonly string[] }
  | { readonly do: 'load' }
export type ToParent =
  | { readonly tell: 'ready' }
  | { readonly tell: 'answer'; readonly call: string; readonly peer: string; readonly sdp: string }
  | { readonly tell: 'refused'; readonly call: string; readonly peer: string; readonly why: string }
  | { readonly tell: 'lost'; readonly call: string; readonly peer: string }
  | { readonly tell: 'load'; readonly rooms: number; readonly packets: number; readonly cpuMs: number }

/** Where sound and pictures of calls are forwarded. */
export interface Sfu {
  /** A device offers its connection; `answered`, `refused` or `lost` tells what became of it. */
  offer(call: string, peer: string, sdp: string): void
  /** Only these devices are in the call still: the others are let go of, and answered. */
  keep(call: string, peers: readonly string[]): string[]
  /** What it does: for figures. */
  load(): Promise<{ rooms: number; packets: number; cpuMs: number }>
  /** The process, for whoever measures it or ends it; undefined while nobody calls. */
  readonly pid: number | undefined
  close(): Promise<void>
}

export interface SfuEars {
  readonly answered: (call: string, peer: string, sdp: string) => void
  readonly refused: (call: string, peer: string, why: string) => void
  /** A device's connection is over, or all of them with the process: it is to come again. */
  readonly lost: (call: string, peer: string) => void
}

const HEAP_MB = 512
const END_WITHIN_MS = 1_000

/** Whether this machine has the library that forwards. */
export function canForward(): boolean {
  try {
    createRequire(import.meta.url)('node-datachannel')
    return true
  } catch {
    return false
  }
}

/**
 * Forwards calls in a process of its own, so that no packet takes a turn from messages. It starts with the first offer; when it
 * ends, all who were in it are told to come again, and the first of them starts the next one.
 */
export class ForwardingProcess implements Sfu {
  readonly #place: MediaPlace
  readonly #ears: SfuEars
  readonly #inside = new Map<string, Set<string>>()
  #child: ChildProcess | undefined
  #closed = false

  constructor(place: MediaPlace, ears: SfuEars) {
    this.#place = place
    this.#ears = ears
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  offer(call: string, peer: string, sdp: string): void {
    if (this.#closed) return
    const peers = this.#inside.get(call) ?? new Set()
    this.#inside.set(call, peers.add(peer))
    this.#send({ do: 'offer', call, peer, sdp })
  }

  keep(call: string, peers: readonly string[]): string[] {
    const inside = this.#inside.get(call) ?? new Set<string>()
    const left = [...inside].filter(peer => !peers.includes(peer))
    for (const peer of left) inside.delete(peer)
    if (inside.size === 0) this.#inside.delete(call)
    if (left.length > 0) this.#send({ do: 'keep', call, peers })
    return left
  }

  async load(): Promise<{ rooms: number; packets: number; cpuMs: number }> {
    const child = this.#child
    if (!child) return { rooms: 0, packets: 0, cpuMs: 0 }
    return new Promise(resolve => {
      const hear = (message: ToParent) => {
        if (message.tell !== 'load') return
        child.off('message', hear)
        resolve(message)
      }
      child.on('message', hear)
      this.#send({ do: 'load' })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    const child = this.#child
    this.#child = undefined
    if (child) await endChild(child, END_WITHIN_MS)
  }

  #send(message: ToChild): void {
    const child = (this.#child ??= this.#start())
    // Where it has just ended, its end is told apart.
    if (child.connected) child.send(message, () => {})
  }

  #start(): ChildProcess {
    const child = startChild(new URL('./child', import.meta.url), import.meta.url, {
      args: [JSON.stringify(this.#place)],
      heapMb: HEAP_MB,
      complaints: true,
    })
    child.on('message', (message: ToParent) => this.#hear(message))
    child.on('error', () => killChild(child))
    child.once('exit', () => this.#gone(child))
    child.unref()
    child.channel?.unref()
    return child
  }

  #hear(message: ToParent): void {
    if (message.tell === 'answer') this.#ears.answered(message.call, message.peer, message.sdp)
    else if (message.tell === 'refused') this.#ears.refused(message.call, message.peer, message.why)
    else if (message.tell === 'lost') {
      this.#inside.get(message.call)?.delete(message.peer)
      this.#ears.lost(message.call, message.peer)
    }
  }

  #gone(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined
    if (this.#closed) return
    const were = [...this.#inside]
    this.#inside.clear()
    for (const [call, peers] of were) for (const peer of peers) this.#ears.lost(call, peer)
  }
}
