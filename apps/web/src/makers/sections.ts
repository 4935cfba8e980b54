import type { MakerRole } from '@plaza/contract'
import type { Key } from '../i18n.ts'
import type { IconName } from '../ui/icon.tsx'

export interface Section {
  /** The last part of its address. */
  readonly page: string
  readonly icon: IconName
  readonly tint: string
  readonly title: Key
  readonly note: Key
  /** Whoever is less does not see it. */
  readonly from: MakerRole
}

/** The way of a version to citizens, and what became of it. */
export const WORK: readonly Section[] = [
  { page: 'versions', icon: 'laptop', tint: '#1667c0', title: 'versions.title', note: 'versions.cell', from: 'tester' },
  { page: 'testers', icon: 'smile', tint: '#85610a', title: 'testers.title', note: 'testers.cell', from: 'developer' },
  {
    page: 'citizens',
    icon: 'wallet',
    tint: '#56605b',
    title: 'citizens.title',
    note: 'citizens.cell',
    from: 'developer',
  },
  { page: 'releases', icon: 'globe', tint: '#07803f', title: 'releases.title', note: 'releases.cell', from: 'tester' },
  { page: 'numbers', icon: 'filter', tint: '#6b4fd3', title: 'numbers.title', note: 'numbers.cell', from: 'tester' },
]

/** What is reviewed with a version besides its code. */
export const PROFILE: readonly Section[] = [
  { page: 'words', icon: 'edit', tint: '#85610a', title: 'words.title', note: 'words.cell', from: 'developer' },
  { page: 'scopes', icon: 'shield', tint: '#1667c0', title: 'scopes.title', note: 'scopes.cell', from: 'developer' },
  { page: 'domains', icon: 'link', tint: '#2563a8', title: 'domains.title', note: 'domains.cell', from: 'developer' },
  {
    page: 'templates',
    icon: 'mail',
    tint: '#b14a17',
    title: 'templates.title',
    note: 'templates.cell',
    from: 'developer',
  },
  { page: 'places', icon: 'pin', tint: '#a3202c', title: 'places.title', note: 'places.cell', from: 'developer' },
]

/** The program's account and its own server, and who did what. */
export const BEHIND: readonly Section[] = [
  {
    page: 'broadcasts',
    icon: 'mail',
    tint: '#1667c0',
    title: 'broadcasts.title',
    note: 'broadcasts.cell',
    from: 'developer',
  },
  {
    page: 'menu',
    icon: 'apps',
    tint: '#07803f',
    title: 'account_menu.title',
    note: 'account_menu.cell',
    from: 'developer',
  },
  { page: 'server', icon: 'key', tint: '#6b4fd3', title: 'server.title', note: 'server.cell', from: 'developer' },
  {
    page: 'log',
    icon: 'globe',
    tint: '#2563a8',
    title: 'platform_log.title',
    note: 'platform_log.cell',
    from: 'developer',
  },
  { page: 'acts', icon: 'clock', tint: '#56605b', title: 'made.acts', note: 'made.acts.cell', from: 'tester' },
]
