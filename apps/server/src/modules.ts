import { bots } from '@plaza/bots'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { Module } from '@plaza/house'
import { identity } from '@plaza/identity'
import { media } from '@plaza/media'

/** The institutions of this city, lower layers first: this is the order of their migrations. */
export const modules: readonly Module[] = [identity, media, contacts, chat, bots]
