import { buildDemoCity, PastClock, type DemoLogin } from '@plaza/demo'
import type { Logger } from '@plaza/house'
import { openCity } from './city.ts'
import { modules } from './modules.ts'
import { openShop } from './shop.ts'

/** Fills an empty database with the demo city; a repeat, also of one that was cut off, finds or finishes it. */
export async function seedDemo(options: {
  databaseUrl: string
  home: string
  s3Url?: string
  log: Logger
  /** What the demo's people remember ends here, in epoch milliseconds; without it, now. */
  at?: number
}): Promise<{ logins: DemoLogin[] }> {
  const past = new PastClock(options.at)
  await using opened = await openCity({
    ...options,
    clock: past,
    works: false,
    config: { cityName: 'Plaza', publicUrl: 'http://localhost', groupMembersMax: 500 },
    poolMax: 4,
  })
  for (const module of modules) await module.start?.(opened.city)
  const logins = await buildDemoCity(opened.city, { past })
  return { logins: [...logins, await openShop(options)] }
}
