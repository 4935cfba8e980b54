import { connectNats } from './nats.ts'
import { MemoryBus } from './memory.ts'
import type { Bus } from './port.ts'

export type { Bus, Handler, Subscription } from './port.ts'
export { MemoryBus } from './memory.ts'
export { connectNats } from './nats.ts'

/** The bus an installation runs on: NATS when it has a URL, else inside the process. */
export function connectBus(url: string | undefined): Promise<Bus> {
  return url ? connectNats(url) : Promise.resolve(new MemoryBus())
}
