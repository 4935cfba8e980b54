import { render } from 'solid-js/web'
import { lazy, Match, Suspense, Switch } from 'solid-js'
import './styles/tokens.css'
import './styles/base.css'
import './styles/parts.css'
import './styles/lines.css'
import './styles/overlays.css'
import './styles/shell.css'
import { firstLanguage, sentences, speak } from './i18n.ts'
import { startRouter, top, type Direction } from './router.ts'
import { billsCheck, chat, match, parentsOf } from './routes.ts'
import { applyLook } from './ui/look.ts'
import './ui/install.ts'
import { Questions } from './ui/sheet.tsx'
import { Shell } from './ui/shell.tsx'
import { session, sessions, wide } from './ui/state.ts'
import { Toast } from './ui/toast.tsx'

const Welcome = lazy(() => import('./screens/welcome.tsx').then(module => ({ default: module.Welcome })))
const CheckPage = lazy(() => billsCheck().then(module => ({ default: module.CheckPage })))
const AHEAD_MS = 300
const RESTARTED = 'plaza.restarted'
const RESTART_AGAIN_MS = 30_000
/** Tells the city while somebody looks, and goes where a notification leads. */
const attend = () => import('./notify/attend.ts').then(module => module.attend())
/** Hears the keys that lead through lists and panes. */
const keys = () => import('./keys/hear.ts').then(module => module.hearKeys())
const still = matchMedia('(prefers-reduced-motion: reduce)')

/** On a phone a page slides over the other; elsewhere it is simply there. */
function animate(change: () => void, direction: Direction): void {
  if (direction === 'none' || wide() || still.matches || !document.startViewTransition) return change()
  document.documentElement.dataset['go'] = direction
  document.startViewTransition(change)
}

/** The code of a statement to check, where that is the page: it needs nobody to be signed in. */
const toCheck = () => {
  const found = match(top())
  return found?.route.path === '/check/:code' ? found.params['code'] : undefined
}

const App = () => (
  <>
    <Switch>
      <Match when={session().s === 'in'}>
        <Shell />
      </Match>
      <Match when={session().s === 'out' && toCheck()}>
        {code => (
          <Suspense>
            <main class="alone">
              <CheckPage code={code()} />
            </main>
          </Suspense>
        )}
      </Match>
      <Match when={session().s === 'out'}>
        <Suspense>
          <Welcome />
        </Suspense>
      </Match>
    </Switch>
    <Questions />
    <Toast />
  </>
)

applyLook()
startRouter({ animate, parentsOf })
await Promise.all([speak(firstLanguage()), sessions.start()])
const app = document.getElementById('app')!
app.replaceChildren()
render(App, app)
const ahead = (): void => {
  const all = Promise.all([chat(), keys(), sentences('refusals'), attend()])
  all.catch(() => addEventListener('online', ahead, { once: true }))
}
setTimeout(ahead, AHEAD_MS)

// A new release has replaced the files of this one. Where that is not why, starting again would not help.
addEventListener('vite:preloadError', () => {
  const before = Number(sessionStorage.getItem(RESTARTED))
  if (!navigator.onLine || Date.now() - before < RESTART_AGAIN_MS) return
  sessionStorage.setItem(RESTARTED, String(Date.now()))
  location.reload()
})
if ('serviceWorker' in navigator && import.meta.env.PROD) navigator.serviceWorker.register('/sw.js').catch(() => {})
