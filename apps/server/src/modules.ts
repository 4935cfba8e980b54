import { bots } from '@plaza/bots'
import { calls } from '@plaza/calls'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { dossier } from '@plaza/dossier'
import { envelopes } from '@plaza/envelopes'
import { favourites } from '@plaza/favourites'
import type { Module } from '@plaza/house'
import { identity } from '@plaza/identity'
import { languages } from '@plaza/languages'
import { ledger } from '@plaza/ledger'
import { makers } from '@plaza/makers'
import { map } from '@plaza/map'
import { media } from '@plaza/media'
import { merchants } from '@plaza/merchants'
import { moderation } from '@plaza/moderation'
import { notifications } from '@plaza/notifications'
import { platform } from '@plaza/platform'
import { programs } from '@plaza/programs'
import { scheduled } from '@plaza/scheduled'
import { search } from '@plaza/search'
import { wallet } from '@plaza/wallet'

/** The institutions of this city, lower layers first: this is the order of their migrations. */
export const modules: readonly Module[] = [
  identity,
  media,
  map,
  ledger,
  contacts,
  chat,
  calls,
  favourites,
  languages,
  scheduled,
  wallet,
  envelopes,
  merchants,
  programs,
  makers,
  bots,
  platform,
  search,
  moderation,
  notifications,
  dossier,
]
