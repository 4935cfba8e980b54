import { from, type Route } from './routes-parts.ts'

const aboutProgram = () => import('./programs/about.tsx')
const program = () => import('./programs/page.tsx')

/** Mini programs: their list, what they know, and the running ones. */
export const programRoutes: Route[] = [
  {
    path: '/programs',
    pane: 'content',
    screen: from(() => import('./programs/list.tsx'), 'ProgramsPage'),
    under: ['/discover'],
  },
  {
    path: '/programs/known',
    pane: 'content',
    screen: from(aboutProgram, 'KnownPage'),
    under: ['/discover', '/programs'],
  },
  {
    path: '/programs/:appId',
    pane: 'content',
    screen: from(aboutProgram, 'AboutProgram'),
    under: ['/discover', '/programs'],
  },
  {
    path: '/programs/:appId/permissions',
    pane: 'content',
    screen: from(aboutProgram, 'ProgramPermissions'),
    under: ['/discover', '/programs', '/programs/:appId'],
  },
  {
    path: '/mp/:appId',
    pane: 'aside',
    screen: from(program, 'ProgramPage'),
    under: ['/discover', '/programs'],
  },
  {
    path: '/mp/:appId/:page',
    pane: 'aside',
    screen: from(program, 'ProgramLink'),
    under: ['/discover', '/programs'],
  },
  {
    path: '/trial/:appId',
    pane: 'aside',
    screen: from(program, 'ProgramTrial'),
    under: ['/discover', '/programs'],
  },
]
