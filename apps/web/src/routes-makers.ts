import { from, type Pane, type Route } from './routes-parts.ts'

const desk = from(() => import('./makers/desk.tsx'), 'MakerDesk')
const makers = ['/me', '/me/makers']

/** The pages of a program's desk, once among mine and once beside each other. */
const deskRoutes = (base: string, under: string[], beside: Pane): Route[] => [
  { path: `${base}/:appId/:page`, pane: 'content', screen: desk, under: [...under, `${base}/:appId`] },
  {
    path: `${base}/:appId/versions/:version`,
    pane: beside,
    screen: desk,
    under: [...under, `${base}/:appId`, `${base}/:appId/versions`],
  },
]

const queue = from(() => import('./operator/programs.tsx'), 'ReviewQueue')
/** What operators see of programs, once among their desks and once beside the queue. */
const reviewRoutes = (base: string, under: string[]): Route[] => [
  {
    path: `${base}/all`,
    pane: 'content',
    screen: from(() => import('./operator/all-programs.tsx'), 'AllPrograms'),
    under,
  },
  {
    path: `${base}/totals`,
    pane: 'content',
    screen: from(() => import('./operator/program-totals.tsx'), 'ProgramTotals'),
    under,
  },
  {
    path: `${base}/words`,
    pane: 'content',
    screen: from(() => import('./operator/listed-words.tsx'), 'ListedWords'),
    under,
  },
  {
    path: `${base}/:version`,
    pane: 'content',
    screen: from(() => import('./operator/review.tsx'), 'ReviewPage'),
    under,
  },
]

/** Whoever makes mini programs, and whoever reviews them. */
export const makerRoutes: Route[] = [
  { path: '/me/makers', pane: 'content', screen: from(() => import('./makers/makers.tsx'), 'Makers'), under: ['/me'] },
  {
    path: '/me/makers/keys',
    pane: 'content',
    screen: from(() => import('./makers/keys.tsx'), 'DeveloperKeys'),
    under: makers,
  },
  {
    path: '/me/makers/new',
    pane: 'content',
    screen: from(() => import('./makers/new-program.tsx'), 'NewProgram'),
    under: makers,
  },
  {
    path: '/me/makers/teams/:team',
    pane: 'content',
    screen: from(() => import('./makers/team.tsx'), 'Team'),
    under: makers,
  },
  { path: '/me/makers/:appId', pane: 'content', screen: desk, under: makers },
  ...deskRoutes('/me/makers', makers, 'content'),
  { path: '/maker/:appId', pane: 'list', screen: from(() => import('./makers/desk-nav.tsx'), 'MakerNav'), under: [] },
  ...deskRoutes('/maker', [], 'aside'),
  { path: '/operator/programs', pane: 'content', screen: queue, under: ['/me', '/operator'] },
  ...reviewRoutes('/operator/programs', ['/me', '/operator', '/operator/programs']),
  { path: '/reviews', pane: 'list', screen: queue, under: [] },
  ...reviewRoutes('/reviews', ['/reviews']),
]
