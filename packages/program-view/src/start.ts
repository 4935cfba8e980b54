import type { FromFrame, ToFrame } from '@plaza/program-wire'
import { createBridge } from './bridge.ts'
import { moreBy, withMore } from './parts.ts'
import type { More } from './types.ts'

/** Where the scripts of a frame lie: absolute addresses beside its own. */
export interface FrameScripts {
  readonly logic: string
  readonly more: string
}

/** Global by which the second chunk hands over its components. */
export const MORE = 'plazaMore'

/**
 * Starts the frame: a Worker with the logic, and the one port to the host, which is taken from the first message of the window around
 * this one. Messages that come before are lost on nobody: the host waits for `ready`.
 */
export function startView(scripts: FrameScripts): void {
  moreBy(() => loadMore(scripts.more))
  const early: FromFrame[] = []
  let port: MessagePort | null = null
  const toHost = (message: FromFrame) => {
    if (port) port.postMessage(message, buffersOf(message))
    else early.push(message)
  }
  const take = createBridge(startWorker(scripts.logic), toHost)

  const listen = (event: MessageEvent<unknown>) => {
    const given = event.ports[0]
    if (event.source !== parent || !given || (event.data as { plaza?: unknown } | null)?.plaza !== 'program') return
    removeEventListener('message', listen)
    port = given
    port.addEventListener('message', ({ data }: MessageEvent<ToFrame>) => take(data))
    port.start()
    for (const message of early.splice(0)) toHost(message)
  }
  addEventListener('message', listen)
  // A frame that is kept warm has all of it before a program comes.
  setTimeout(() => withMore(() => {}), WARM_AFTER_MS)
}

const WARM_AFTER_MS = 50

/** A Worker of an opaque origin starts from a blob, which then loads the script by its address. */
function startWorker(logic: string): Worker {
  const source = `importScripts(${JSON.stringify(logic)})`
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(url)
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true })
  return worker
}

function loadMore(src: string): Promise<More> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = src
    script.addEventListener('load', () => resolve((globalThis as unknown as Record<string, More>)[MORE] as More))
    script.addEventListener('error', () => reject(new Error('the second script of the frame did not load')))
    document.head.append(script)
  })
}

/** Buffers of a call move to the host instead of being copied. */
function buffersOf(message: FromFrame): Transferable[] {
  if (message.t !== 'call' || typeof message.args !== 'object' || message.args === null) return []
  return [...new Set(Object.values(message.args).filter(value => value instanceof ArrayBuffer))]
}
