import type { FromFrame, ToFrame } from '@plaza/program-wire'
import { READY_WITHIN_MS } from './limits.ts'

/** A cage with the runtime in it, empty or with a program. It lives where it was put: an iframe that moves begins anew. */
export interface Cage {
  readonly frame: HTMLIFrameElement
  /** The element that stays in the page while the cage lives; the program's own area. */
  readonly place: HTMLElement
  send(message: ToFrame, transfer?: Transferable[]): void
  hear(listener: (message: FromFrame) => void): void
  readonly ready: Promise<void>
  close(): void
}

/** Where cages stand; made once and never moved. */
export const cages = Object.assign(document.createElement('div'), { className: 'cages' })

/** Puts up a cage at the address and starts its runtime. Rejects when it is not ready in time. */
export function openCage(address: string): Cage {
  const place = Object.assign(document.createElement('div'), { className: 'cage' })
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.setAttribute('allow', '')
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.setAttribute('tabindex', '-1')
  frame.title = ''
  frame.src = address
  place.append(frame)
  if (!cages.isConnected) document.body.append(cages)
  cages.append(place)

  const { port1: port, port2: theirs } = new MessageChannel()
  let listener: (message: FromFrame) => void = () => {}
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the cage did not start in time')), READY_WITHIN_MS)
    port.addEventListener('message', ({ data }: MessageEvent<FromFrame>) => {
      if (data.t !== 'ready') return listener(data)
      clearTimeout(late)
      resolve()
    })
    port.start()
  })
  ready.catch(() => {})
  frame.addEventListener('load', () => frame.contentWindow?.postMessage({ plaza: 'program' }, '*', [theirs]), {
    once: true,
  })
  return {
    frame,
    place,
    ready,
    send: (message, transfer = []) => port.postMessage(message, transfer),
    hear: next => void (listener = next),
    close() {
      port.close()
      place.remove()
    },
  }
}

let warm: { address: string; cage: Cage } | undefined

/** Keeps one empty cage ready, so that the next program starts at once. */
export function warmCage(address: string): void {
  if (warm?.address === address && warm.cage.place.isConnected) return
  warm?.cage.close()
  warm = { address, cage: openCage(address) }
}

/** The warm cage, or a new one. */
export function takeCage(address: string): Cage {
  const kept = warm
  warm = undefined
  if (kept?.address === address && kept.cage.place.isConnected) return kept.cage
  kept?.cage.close()
  return openCage(address)
}
