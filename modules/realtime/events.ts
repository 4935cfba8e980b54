import type { City } from '@plaza/house'

/** A person's device opened a socket. */
export function socketOpened(city: City): void {
  city.metrics.count('sockets_opened')
}

/** A socket closed, from whichever side. */
export function socketClosed(city: City): void {
  city.metrics.count('sockets_closed')
}

/** A socket was refused before it opened; `code` is the refusal word. */
export function socketRefused(city: City, code: string): void {
  city.metrics.count('sockets_refused', { code })
}
