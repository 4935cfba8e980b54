import { from, type Route } from './routes-parts.ts'

/** What belongs to talking besides the chats themselves. */
export const talkRoutes: Route[] = [
  {
    path: '/chats/:id/manage',
    pane: 'aside',
    screen: from(() => import('./groups/manage.tsx'), 'ManageGroup'),
    under: ['/chats', '/chats/:id', '/chats/:id/details'],
  },
  {
    path: '/chats/:id/waiting',
    pane: 'aside',
    screen: from(() => import('./groups/waiting.tsx'), 'WaitingPage'),
    under: ['/chats', '/chats/:id', '/chats/:id/details', '/chats/:id/manage'],
  },
  {
    path: '/chats/:id/media',
    pane: 'aside',
    screen: from(() => import('./talk/media-page.tsx'), 'MediaPage'),
    under: ['/chats', '/chats/:id', '/chats/:id/details'],
  },
  {
    path: '/chats/:id/record/:q',
    pane: 'aside',
    screen: from(() => import('./talk/record-page.tsx'), 'RecordPage'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/me/settings/storage',
    pane: 'content',
    screen: from(() => import('./talk/storage.tsx'), 'Storage'),
    under: ['/me', '/me/settings'],
  },
  {
    path: '/me/settings/reports',
    pane: 'content',
    screen: from(() => import('./report/mine.tsx'), 'MyReports'),
    under: ['/me', '/me/settings', '/me/settings/privacy'],
  },
  {
    path: '/chats/:id/scheduled',
    pane: 'aside',
    screen: from(() => import('./talk/scheduled.tsx'), 'Scheduled'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/me/favourites',
    pane: 'content',
    screen: from(() => import('./talk/favourites.tsx'), 'Favourites'),
    under: ['/me'],
  },
  {
    path: '/me/reminders',
    pane: 'content',
    screen: from(() => import('./talk/reminders.tsx'), 'Reminders'),
    under: ['/me'],
  },
]
