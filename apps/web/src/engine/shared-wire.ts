import type { TabUp, WorkerDown } from './line-worker.ts'
// oxlint-disable-next-line import/default -- the build makes it: the address of the worker's script
import address from './line-worker.ts?sharedworker&url'
import { cityWire, type OpenWire, type Wire, type WireEvents } from './wire.ts'

/** A worker that has not said a word by then is not waited for. */
const WORKER_WITHIN_MS = 4_000
const never = new Promise<void>(() => {})

const canShare = (): boolean => typeof SharedWorker !== 'undefined' && 'locks' in navigator

/**
 * Connects by the worker that all tabs of this device share. Its address is made of its contents and its name is the
 * device's, so that neither another release nor another sign-in speaks into it. Where browsers cannot share, or the worker
 * does not start, a tab has a connection of its own.
 */
export function sharedWire(device: string): OpenWire {
  if (!canShare()) return cityWire
  let found: Promise<OpenWire> | undefined
  return (hello, events) => {
    found ??= join(device, () => (found = undefined)).catch(() => cityWire)
    return soon(found, hello, events)
  }
}

/** A connection whose way is still being found. */
function soon(found: Promise<OpenWire>, ...[hello, events]: Parameters<OpenWire>): Wire {
  let wire: Wire | undefined
  let over = false
  void found.then(open => {
    if (!over) wire = open(hello, events)
  })
  return {
    send: frame => wire?.send(frame),
    close() {
      over = true
      wire?.close()
    },
  }
}

/** Finds the worker, or starts it. It and the tab each hold a lock while they live: whoever is granted the other's knows. */
function join(device: string, died: () => void): Promise<OpenWire> {
  return new Promise((done, failed) => {
    const worker = new SharedWorker(address, { type: 'module', name: `plaza-${device}` })
    const { port } = worker
    const say = (word: TabUp) => port.postMessage(word)
    let events: WireEvents | undefined
    const ended = () => {
      const was = events
      events = undefined
      was?.closed()
    }
    const open: OpenWire = (hello, hears) => {
      events = hears
      say(hello())
      return {
        send: say,
        close() {
          events = undefined
          say({ t: 'leave' })
        },
      }
    }
    port.addEventListener('message', ({ data }: MessageEvent<WorkerDown>) => {
      if (data.t === 'closed') return ended()
      if (data.t === 'lives') {
        void navigator.locks.request(data.lock, () => (died(), ended()))
        return done(open)
      }
      if (data.t === 'ok') events?.opened()
      events?.heard(data)
    })
    port.start()
    const lock = `plaza-tab-${crypto.randomUUID()}`
    void navigator.locks.request(lock, () => (say({ t: 'lives', lock }), never))
    worker.addEventListener('error', failed)
    setTimeout(failed, WORKER_WITHIN_MS)
  })
}
