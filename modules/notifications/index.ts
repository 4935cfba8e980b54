import { JOIN_ASKED, readOn } from '@plaza/chat'
import { CALL_MOVED } from '@plaza/calls'
import { notificationsApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { DEVICES_CHANGED } from '@plaza/identity'
import { PAID_AT_TILL } from '@plaza/merchants'
import { decide } from './decide.ts'
import { deliver } from './deliver.ts'
import { keptOf } from './exports.ts'
import { frames } from './frames.ts'
import { hear, SAID } from './hear.ts'
import { LOOK_MS, RUNG_KEPT_MS } from './limits.ts'
import { joinAsked, requestChanged, tryCall } from './others.ts'
import { callDevice, changeNotifications, devicesChanged, forgetDevice, notificationsOf, setRule } from './settings.ts'
import { callMoved } from './rings.ts'
import { forget, forgetRung } from './store.ts'
import { callForTill, TILL_DUE, tillPaid } from './till.ts'

export { PUSH_HOSTS, usePush, type PushConfig } from './connect.ts'

/** Calls people who do not look, on their devices, for what they want to be called for. */
export const notifications = module({
  name: 'notifications',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(notificationsApi.notifications, notificationsOf),
    route(notificationsApi.changeNotifications, changeNotifications),
    route(notificationsApi.notifyDevice, callDevice),
    route(notificationsApi.forgetNotifyDevice, forgetDevice),
    route(notificationsApi.notifyRule, setRule),
    route(notificationsApi.tryNotification, tryCall),
  ],
  frames,
  exports: keptOf,
  listens: {
    [SAID]: decide,
    [CALL_MOVED]: callMoved,
    'contacts.request_changed': requestChanged,
    [JOIN_ASKED]: joinAsked,
    [PAID_AT_TILL]: tillPaid,
    [TILL_DUE]: callForTill,
    [DEVICES_CHANGED]: devicesChanged,
    'identity.person_erased': (city, { person }: { person: string }) => city.db.tx(tx => forget(tx, person)),
  },
  chores: {
    hear: { everyMs: LOOK_MS, run: city => readOn(city, { name: 'notifications', from: 'now', take: hear }) },
    deliver: { everyMs: LOOK_MS, run: deliver },
    forget: { everyMs: 3_600_000, run: city => forgetRung(city.db, city.clock.now() - RUNG_KEPT_MS) },
  },
})
