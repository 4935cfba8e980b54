import { buildDemoCity, demoPurses, type DemoLogin } from '@plaza/demo'
import type { Logger } from '@plaza/house'
import { seedWallets } from '@plaza/wallet'
import { openCity } from './city.ts'

/** Fills an empty database with the demo city; a repeat, also of one that was cut off, finds or finishes it. */
export async function seedDemo(options: {
  databaseUrl: string
  home: string
  s3Url?: string
  log: Logger
}): Promise<{ logins: DemoLogin[] }> {
  await using opened = await openCity({
    ...options,
    works: false,
    config: { cityName: 'Plaza', publicUrl: 'http://localhost', groupMembersMax: 500 },
    poolMax: 4,
  })
  const logins = await buildDemoCity(opened.city, { home: options.home })
  await seedWallets(opened.city, demoPurses())
  return { logins }
}
