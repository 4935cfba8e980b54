import { scheduledApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { deliver } from './deliver.ts'
import { MESSAGE_DUE, REMINDER_DUE } from './events.ts'
import { listReminders, remind, ring } from './remind.ts'
import { shown } from './rules.ts'
import { schedule } from './schedule.ts'
import { sendScheduled } from './send-now.ts'
import * as store from './store.ts'

const done = { done: true } as const

/** What people put off: texts to be sent later, and reminders. */
export const scheduled = module({
  name: 'scheduled',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(scheduledApi.scheduled, async (city, { by, input }) => ({
      rows: (await store.messagesFor(city.db, by.person, input.id)).map(shown),
    })),
    route(scheduledApi.schedule, schedule),
    route(scheduledApi.sendScheduled, sendScheduled),
    route(scheduledApi.cancelScheduled, async (city, { by, input }) => {
      if ((await store.cancel(city.db, by.person, input.id)) === 'begun') throw new Refusal('too_late_to_cancel')
      return done
    }),
    route(scheduledApi.reminders, (city, { by }) => listReminders(city, by.person)),
    route(scheduledApi.remind, remind),
    route(scheduledApi.dropReminder, async (city, { by, input }) => {
      await store.dropReminder(city.db, by.person, input.id)
      return done
    }),
  ],
  listens: {
    [MESSAGE_DUE]: deliver,
    [REMINDER_DUE]: ring,
    'identity.person_erased': (city, { person }: { person: string }) => store.forget(city.db, person),
  },
})
