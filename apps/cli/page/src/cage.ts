import type { FromFrame, ToFrame } from '@plaza/program-wire'
import { el } from './dom.ts'

/** A cage with the runtime in it, as citizens have it. */
export interface Cage {
  readonly frame: HTMLIFrameElement
  readonly ready: Promise<void>
  send(message: ToFrame, transfer?: Transferable[]): void
  close(): void
}

/** Puts up a cage in a place and gives it its one port. */
export function openCage(address: string, place: HTMLElement, hear: (message: FromFrame) => void): Cage {
  const frame = el('iframe', { title: 'Program' })
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.setAttribute('allow', '')
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.src = address
  const { port1: port, port2: theirs } = new MessageChannel()
  const ready = new Promise<void>(resolve =>
    port.addEventListener('message', ({ data }: MessageEvent<FromFrame>) =>
      data.t === 'ready' ? resolve() : hear(data),
    ),
  )
  port.start()
  frame.addEventListener('load', () => frame.contentWindow?.postMessage({ plaza: 'program' }, '*', [theirs]), {
    once: true,
  })
  place.replaceChildren(frame)
  return {
    frame,
    ready,
    send: (message, transfer = []) => port.postMessage(message, transfer),
    close() {
      port.close()
      frame.remove()
    },
  }
}
