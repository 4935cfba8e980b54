import type { Endpoint, InputOf, ReplyOf } from './endpoint.ts'
import * as bots from './bots.ts'
import * as calls from './calls.ts'
import * as chat from './chat.ts'
import * as contacts from './contacts.ts'
import * as dossier from './dossier.ts'
import * as envelopes from './envelopes.ts'
import * as favourites from './favourites.ts'
import * as folders from './folders.ts'
import * as groups from './groups.ts'
import * as identity from './identity.ts'
import * as makers from './makers.ts'
import * as languages from './languages.ts'
import * as map from './map.ts'
import * as media from './media.ts'
import * as merchants from './merchants.ts'
import * as pinned from './pinned.ts'
import * as platform from './platform.ts'
import * as polls from './polls.ts'
import * as programs from './programs.ts'
import * as scheduled from './scheduled.ts'
import * as moderation from './moderation.ts'
import * as notifications from './notifications.ts'
import * as nearby from './nearby.ts'
import * as search from './search.ts'
import * as stickers from './stickers.ts'
import * as wallet from './wallet.ts'

type Endpoints<M> = { [K in keyof M as M[K] extends Endpoint ? K : never]: M[K] }
type AllEndpoints = Endpoints<typeof bots> &
  Endpoints<typeof calls> &
  Endpoints<typeof chat> &
  Endpoints<typeof contacts> &
  Endpoints<typeof dossier> &
  Endpoints<typeof envelopes> &
  Endpoints<typeof favourites> &
  Endpoints<typeof folders> &
  Endpoints<typeof groups> &
  Endpoints<typeof identity> &
  Endpoints<typeof makers> &
  Endpoints<typeof languages> &
  Endpoints<typeof map> &
  Endpoints<typeof media> &
  Endpoints<typeof merchants> &
  Endpoints<typeof pinned> &
  Endpoints<typeof platform> &
  Endpoints<typeof polls> &
  Endpoints<typeof programs> &
  Endpoints<typeof scheduled> &
  Endpoints<typeof moderation> &
  Endpoints<typeof notifications> &
  Endpoints<typeof nearby> &
  Endpoints<typeof search> &
  Endpoints<typeof stickers> &
  Endpoints<typeof wallet>
type RouteOf<E> = E extends { verb: infer V extends string; path: infer P extends string } ? `${V} ${P}` : never

/** Every endpoint by route, `'POST /chats'`: what the typed client is checked against. Types only, so no schema reaches a browser. */
export type Api = {
  [K in keyof AllEndpoints as RouteOf<AllEndpoints[K]>]: {
    input: InputOf<AllEndpoints[K]>
    reply: ReplyOf<AllEndpoints[K]>
  }
}

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'verb' in value

/** Every endpoint there is, for the server and for OpenAPI. */
export const endpoints: readonly Endpoint[] = [
  identity,
  bots,
  languages,
  map,
  media,
  contacts,
  nearby,
  chat,
  pinned,
  folders,
  polls,
  groups,
  calls,
  favourites,
  stickers,
  scheduled,
  wallet,
  envelopes,
  merchants,
  platform,
  programs,
  makers,
  search,
  moderation,
  notifications,
  dossier,
].flatMap(m => Object.values(m).filter(isEndpoint))
