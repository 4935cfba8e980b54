import type { Up } from '@plaza/contract'
import { Line, newTab, type TabDown } from './line.ts'
import { Socket } from './socket.ts'
import { cityWire } from './wire.ts'

// The shared worker of one signed-in browser: it has the connection, and each tab a port to it.

/** What a tab says to the worker: a frame for the city, or something of the tab's own. */
export type TabUp = Up | { t: 'leave' } | { t: 'lives'; lock: string }
/** What the worker says: the first word is the lock that it holds for as long as it lives. */
export type WorkerDown = TabDown | { t: 'lives'; lock: string }

const scope = globalThis as unknown as {
  addEventListener(type: 'connect', listener: (event: MessageEvent) => void): void
}
const never = new Promise<void>(() => {})

const socket: Socket = new Socket({
  open: cityWire,
  cursor: () => line.cursor(),
  frame: frame => line.heard(frame),
  changed: () => socket.state === 'waiting' && line.dropped(),
})
const line: Line = new Line({
  up: frame => socket.send(frame),
  start: () => socket.start(),
  stop: () => socket.stop(),
  hurry: () => socket.hurry(),
})

const ownLock = `plaza-line-${crypto.randomUUID()}`
const lives = new Promise<void>(held => void navigator.locks.request(ownLock, () => (held(), never)))

scope.addEventListener('connect', event => {
  const port = event.ports[0]!
  const post = (word: WorkerDown) => port.postMessage(word)
  const tab = newTab(post)
  port.addEventListener('message', ({ data }: MessageEvent<TabUp>) => {
    if (data.t === 'leave') line.left(tab)
    // Granted when the tab is gone, however it went.
    else if (data.t === 'lives') void navigator.locks.request(data.lock, () => (line.left(tab), port.close()))
    else line.said(tab, data)
  })
  port.start()
  void lives.then(() => post({ t: 'lives', lock: ownLock }))
})
