import { lazy, Match, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Answer } from '../ui/answer.tsx'
import { Empty } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { loadMade, madeChanged } from './changed.ts'
import { Home } from './home.tsx'
import type { Desk } from './parts.tsx'
import { VersionPage } from './version.tsx'
import { Versions } from './versions.tsx'

// What is not needed all day comes when it is asked for.
const Releases = lazy(() => import('./releases.tsx').then(module => ({ default: module.Releases })))
const Numbers = lazy(() => import('./numbers.tsx').then(module => ({ default: module.Numbers })))
const ProgramWords = lazy(() => import('./words.tsx').then(module => ({ default: module.ProgramWords })))
const Scopes = lazy(() => import('./scopes.tsx').then(module => ({ default: module.Scopes })))
const Domains = lazy(() => import('./domains.tsx').then(module => ({ default: module.Domains })))
const Templates = lazy(() => import('./templates.tsx').then(module => ({ default: module.Templates })))
const Places = lazy(() => import('./places.tsx').then(module => ({ default: module.Places })))
const Server = lazy(() => import('./server.tsx').then(module => ({ default: module.Server })))
const Citizens = lazy(() => import('./citizens.tsx').then(module => ({ default: module.Citizens })))
const Testers = lazy(() => import('./testers.tsx').then(module => ({ default: module.Testers })))
const Broadcasts = lazy(() => import('./broadcasts.tsx').then(module => ({ default: module.Broadcasts })))
const MenuDesk = lazy(() => import('./account-menu.tsx').then(module => ({ default: module.MenuDesk })))
const Log = lazy(() => import('./log.tsx').then(module => ({ default: module.Log })))
const Acts = lazy(() => import('./acts.tsx').then(module => ({ default: module.Acts })))

/** The desk of one program, by the page that its address names. */
export function MakerDesk(props: { appId: string; page?: string; version?: string }) {
  const loaded = loadMade(
    () => props.appId,
    () => call('GET /makers/programs/:appId', { appId: props.appId }),
  )
  const changed = () => madeChanged(props.appId)
  return (
    <Show
      when={loaded.data()}
      fallback={
        <Page title={t('makers.short')}>
          <Answer loaded={loaded}>{() => null}</Answer>
        </Page>
      }
    >
      {program => <DeskOf program={program()} changed={changed} page={props.page} version={props.version} />}
    </Show>
  )
}

const DeskOf = (props: Desk & { page: string | undefined; version: string | undefined }) => (
  <Switch
    fallback={
      <Page title={t('makers.short')}>
        <Empty icon="apps" title={t('made.nothing')} />
      </Page>
    }
  >
    <Match when={props.version}>{version => <VersionPage {...props} version={version()} />}</Match>
    <Match when={props.page === undefined || props.page === 'home'}>
      <Home {...props} />
    </Match>
    <Match when={props.page === 'versions'}>
      <Versions {...props} />
    </Match>
    <Match when={props.page === 'releases'}>
      <Releases {...props} />
    </Match>
    <Match when={props.page === 'log'}>
      <Log {...props} />
    </Match>
    <Match when={props.page === 'broadcasts'}>
      <Broadcasts {...props} />
    </Match>
    <Match when={props.page === 'menu'}>
      <MenuDesk {...props} />
    </Match>
    <Match when={props.page === 'citizens'}>
      <Citizens {...props} />
    </Match>
    <Match when={props.page === 'testers'}>
      <Testers {...props} />
    </Match>
    <Match when={props.page === 'numbers'}>
      <Numbers {...props} />
    </Match>
    <Match when={props.page === 'words'}>
      <ProgramWords {...props} />
    </Match>
    <Match when={props.page === 'scopes'}>
      <Scopes {...props} />
    </Match>
    <Match when={props.page === 'domains'}>
      <Domains {...props} />
    </Match>
    <Match when={props.page === 'templates'}>
      <Templates {...props} />
    </Match>
    <Match when={props.page === 'places'}>
      <Places {...props} />
    </Match>
    <Match when={props.page === 'server'}>
      <Server {...props} />
    </Match>
    <Match when={props.page === 'acts'}>
      <Acts {...props} />
    </Match>
  </Switch>
)
