import type { Module } from '@plaza/house'
import { LOOK_LASTS_MS } from './limits.ts'
import { putLook } from './store.ts'

export const frames: NonNullable<Module['frames']> = {
  /** Somebody looks at this device, or no longer does: meanwhile nothing calls them. */
  async look(city, { caller }, { on }) {
    const now = city.clock.now()
    await putLook(city.db, caller.person, caller.device, on ? now + LOOK_LASTS_MS : now)
  },
}
