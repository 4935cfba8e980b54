import { module } from '@plaza/house'
import { keepFilesFor } from '@plaza/media'
import { keptOf } from './exports.ts'
import { frames } from './frames.ts'
import { NOTICE_KEEP_MS } from './limits.ts'
import { listens } from './listens.ts'
import { dropPreviews } from './preview.ts'
import { listRoutes } from './routes-list.ts'
import { routes } from './routes.ts'
import { usesOfFiles } from './storage.ts'
import { dropOldEntries } from './store-entry.ts'
import { trimNotices } from './store.ts'
import { watchHeads } from './watch-heads.ts'

export { appended } from './append.ts'
export { JOIN_ASKED, MEMBER_LEFT, type JoinAsked, type MemberLeft } from './events.ts'
export { askedIn } from './waiting.ts'
export { openChatFile, readablePictures } from './read-file.ts'
export { filesOf } from './attachments.ts'
export { richBody, type RichSend } from './rich.ts'
export { placeOf, postCard, updateCard, type NewCard } from './cards.ts'
export { createGroup } from './create-group.ts'
export { openDirect, settleDirect } from './direct.ts'
export { personSubject } from './announce.ts'
export { attentionOf, unreadOf, type Attention } from './attention.ts'
export { readOn, type Reader } from './follow.ts'
export { readableAt, readableBy, standingAt, type Part, type PlaceOf } from './readable.ts'
export { peopleOf, rowsOf } from './rows.ts'
export { seedConversations, type SeedConversation } from './seed.ts'
export { sync } from './sync.ts'
export { textBody } from './rules.ts'
export { changeMine } from './mine.ts'
export { membersAmong, mustMayPost, standingIn } from './membership.ts'
export { eventsAfter } from './messages.ts'
export { notice } from './notices.ts'
export { someMessages } from './some.ts'
export { logHeads, movedAfter, type Moved } from './moved.ts'
export type { Verdict } from './types.ts'

const TRIM_MAX = 10_000

export const chat = module({
  name: 'chat',
  sql: new URL('./sql/', import.meta.url),
  routes: [...routes, ...listRoutes],
  frames,
  listens,
  exports: keptOf,
  chores: {
    trim: {
      everyMs: 3_600_000,
      run: async city => {
        await trimNotices(city.db, city.clock.now() - NOTICE_KEEP_MS, TRIM_MAX)
        await dropOldEntries(city.db, city.clock.now())
        await dropPreviews(city)
      },
    },
  },
  start: city => {
    keepFilesFor(city, usesOfFiles)
    return watchHeads(city)
  },
})
