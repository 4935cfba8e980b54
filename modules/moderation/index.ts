import { moderationApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { keptOf } from './exports.ts'
import { cases, decide } from './office.ts'
import { myReports, report } from './report.ts'

/** What people bring to the city's office about others, and what the office decides. */
export const moderation = module({
  name: 'moderation',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(moderationApi.report, report),
    route(moderationApi.myReports, myReports),
    route(moderationApi.cases, cases),
    route(moderationApi.decideReport, decide),
  ],
  exports: keptOf,
})
