import type { Language } from '@plaza/contract'
import { readScript, type Thread } from './script.ts'
import * as clubs from './words/clubs.ts'
import { enFamily, enFamilyTail } from './words/en-family.ts'
import { enFriends, enFriendsTail } from './words/en-friends.ts'
import { enQuarter, enQuarterTail } from './words/en-quarter.ts'
import { esFamily, esFamilyTail } from './words/es-family.ts'
import { esFriends, esFriendsTail } from './words/es-friends.ts'
import { esQuarter, esQuarterTail } from './words/es-quarter.ts'
import * as homes from './words/homes.ts'
import * as services from './words/services.ts'
import { zhFamily, zhFamilyTail } from './words/zh-family.ts'
import { zhFriends, zhFriendsTail } from './words/zh-friends.ts'
import { mixedQuarter, zhQuarter, zhQuarterTail } from './words/zh-quarter.ts'

type ByLanguage = Readonly<Record<Language, readonly Thread[]>>
const each = (es: string, en: string, zh: string): ByLanguage => ({
  es: readScript(es),
  en: readScript(en),
  zh: readScript(zh),
})

/** Everything that people of the demo city say to each other, read once. */
export const decks = {
  family: each(esFamily, enFamily, zhFamily),
  familyTail: each(esFamilyTail, enFamilyTail, zhFamilyTail),
  friends: each(esFriends, enFriends, zhFriends),
  friendsTail: each(esFriendsTail, enFriendsTail, zhFriendsTail),
  quarter: each(esQuarter, enQuarter, zhQuarter),
  quarterTail: each(esQuarterTail, enQuarterTail, zhQuarterTail),
  mixedQuarter: readScript(mixedQuarter),
  work: each(homes.workEs, homes.workEn, homes.workZh),
  building: readScript(homes.building),
  choir: readScript(clubs.choir),
  football: readScript(clubs.football),
  school: readScript(clubs.school),
  study: readScript(clubs.study),
  traders: readScript(clubs.traders),
  cityhall: each(services.cityHallEs, services.cityHallEn, services.cityHallZh),
  ferry: each(services.ferryEs, services.ferryEn, services.ferryZh),
  library: each(services.libraryEs, services.libraryEn, services.libraryZh),
}
