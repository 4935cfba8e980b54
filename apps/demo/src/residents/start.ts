import { cards } from '@plaza/identity'
import type { City } from '@plaza/house'
import { demoId, RESIDENTS, who, type ResidentKey } from '../cast.ts'
import { CONNECT_STEP_MS } from '../limits.ts'
import type { HttpDesk } from './http-desk.ts'
import { Life } from './life.ts'
import { Resident } from './resident.ts'
import { Tokens } from './tokens.ts'

/** Friend requests that wait for the three people one can be: made once, on a resident's first day. */
const REQUESTS: Partial<Record<ResidentKey, { to: string; note: string }>> = {
  toni: { to: 'lucia', note: '¿Te animas al Atlético Farol? Nos falta gente con piernas 😄' },
  hannah: { to: 'mei', note: 'We sing one verse in Chinese. Could you help us with the words?' },
  xiaoyu: { to: 'sam', note: 'Mei’s brother here – a question about the wifi on tram 2!' },
}

/** Wakes the demo's programs up, each on its own socket; in a city without the demo's people it does nothing. */
export async function startResidents(city: City, options: { home: string; url: string }): Promise<void> {
  const present = new Set(
    (
      await cards(
        city,
        RESIDENTS.map(key => who(key).id),
      )
    ).map(card => card.id),
  )
  const keys = RESIDENTS.filter(key => present.has(who(key).id))
  if (keys.length === 0) return
  const tokens = await Tokens.open(city, options.home)
  const life = new Life(city, remark =>
    residents.find(({ key }) => key === remark.key)?.say(remark.conversation, remark.text, remark.id),
  )
  const residents = keys.map(
    key =>
      new Resident(city, key, {
        url: options.url,
        tokens,
        humanHeard: () => life.humanHeard(),
        firstDay: desk => askFriend(desk, key),
      }),
  )
  const steps = residents.map((resident, i) => setTimeout(() => resident.start(), i * CONNECT_STEP_MS))
  life.start()
  city.onStop(() => {
    for (const step of steps) clearTimeout(step)
    life.stop()
    for (const resident of residents) resident.stop()
  })
  city.log.info({ residents: residents.length }, 'residents woke up')
}

function askFriend(desk: HttpDesk, key: ResidentKey): void {
  const request = REQUESTS[key]
  if (request) void desk.ask(demoId('request', key), who(request.to).id, request.note)
}
