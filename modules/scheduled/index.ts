import { scheduledApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { keepFilesFor } from '@plaza/media'
import { cancel, forget } from './cancel.ts'
import { deliver } from './deliver.ts'
import { MESSAGE_DUE, REMINDER_DUE } from './events.ts'
import { listReminders, remind, ring } from './remind.ts'
import { shown } from './rules.ts'
import { schedule } from './schedule.ts'
import { sendScheduled } from './send-now.ts'
import { keptOf } from './store-kept.ts'
import * as store from './store.ts'

const done = { done: true } as const

/** What people put off: messages to be sent later, and reminders. */
export const scheduled = module({
  name: 'scheduled',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(scheduledApi.scheduled, async (city, { by, input }) => ({
      rows: (await store.messagesFor(city.db, by.person, input.id)).map(shown),
    })),
    route(scheduledApi.schedule, schedule),
    route(scheduledApi.sendScheduled, sendScheduled),
    route(scheduledApi.cancelScheduled, cancel),
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
    'identity.person_erased': forget,
  },
  start: city => keepFilesFor(city, (_city, keys) => store.waitingFiles(city.db, keys)),
})
