import type { Down, Up } from '@plaza/contract'

/** One connection to the city, open or on its way. */
export interface Wire {
  send(frame: Up): void
  /** Says nothing more, and does not call `closed`. */
  close(): void
}

export interface WireEvents {
  opened(): void
  heard(frame: Down): void
  closed(): void
}

/** Begins to connect; `hello` makes the first frame when it is needed. */
export type OpenWire = (hello: () => Up, events: WireEvents) => Wire

/** A WebSocket of one's own. */
export const cityWire: OpenWire = (hello, events) => {
  const ws = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
  let over = false
  ws.addEventListener('open', () => {
    if (over) return
    events.opened()
    ws.send(JSON.stringify(hello()))
  })
  ws.addEventListener('message', event => over || events.heard(JSON.parse(event.data as string) as Down))
  ws.addEventListener('close', () => over || events.closed())
  return {
    send: frame => ws.send(JSON.stringify(frame)),
    close() {
      over = true
      ws.close()
    },
  }
}
