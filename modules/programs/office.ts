import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { programStopped, tellChanged } from './events.ts'
import { KNOWN_MAX } from './limits.ts'
import { cardOf, hostsOf } from './rules.ts'
import { everyProgram, programOf, setStopped } from './store.ts'
import { lockProgram } from './store-releases.ts'

type Api = typeof programsApi

/** Stops a program for everybody, or opens it again; who, when and why is kept. */
export async function stopProgram(
  city: City,
  { input, by }: Call<InputOf<Api['stopProgram']>>,
): Promise<ReplyOf<Api['stopProgram']>> {
  if (!(await programOf(city.db, input.appId))) throw new Refusal('not_found')
  await city.tx(async tx => {
    const serial = (await lockProgram(tx, input.appId))?.serial ?? 0
    await setStopped(tx, { ...input, by: by.person, now: city.clock.now() })
    await tellChanged(city, tx, input.appId, serial)
  })
  programStopped(city, input.appId, by.person, input.stopped)
  return { done: true }
}

export async function allPrograms(city: City): Promise<ReplyOf<Api['allPrograms']>> {
  const rows = await everyProgram(city.db, KNOWN_MAX)
  const owners = await cards(city, [...new Set(rows.flatMap(row => row.owner ?? []))])
  return {
    programs: rows.map(row => {
      const owner = owners.find(card => card.id === row.owner)
      return {
        program: cardOf(row, 'en'),
        ...(owner ? { owner } : {}),
        ...(row.version === null ? {} : { version: row.version }),
        ...(row.releasedAt === null ? {} : { releasedAt: row.releasedAt }),
        people: row.people,
        domains: hostsOf(row.domains),
        ...(row.stopReason === null || row.stoppedAt === null ? {} : { reason: row.stopReason }),
      }
    }),
  }
}
