import { from, type Route } from './routes-parts.ts'

/** Parts of the list of chats, and what stands above one of them. */
export const listRoutes: Route[] = [
  {
    path: '/chats/archived',
    pane: 'content',
    screen: from(() => import('./lists/archived.tsx'), 'Archived'),
    under: ['/chats'],
  },
  {
    path: '/chats/:id/pinned',
    pane: 'aside',
    screen: from(() => import('./talk/pinned-page.tsx'), 'PinnedPage'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/discover/nearby',
    pane: 'content',
    screen: from(() => import('./lists/nearby.tsx'), 'NearbyPage'),
    under: ['/discover'],
  },
  {
    path: '/me/code/links',
    pane: 'content',
    screen: from(() => import('./lists/invite-links.tsx'), 'InviteLinks'),
    under: ['/me', '/me/code'],
  },
  {
    path: '/me/settings/folders',
    pane: 'content',
    screen: from(() => import('./lists/folders-page.tsx'), 'FoldersPage'),
    under: ['/me', '/me/settings'],
  },
  {
    path: '/me/settings/folders/:id',
    pane: 'content',
    screen: from(() => import('./lists/folder-page.tsx'), 'FolderPage'),
    under: ['/me', '/me/settings', '/me/settings/folders'],
  },
]
