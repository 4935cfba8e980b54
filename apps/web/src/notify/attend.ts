import { visit } from '../router.ts'
import { client, session } from '../ui/state.ts'

/** The city believes for 75 s that somebody looks. */
const AGAIN_MS = 45_000
/** When the connection stands, after a start. */
const FIRST_MS = 3_000
/** Nobody touched the page for this long: they may have left the room. */
const IDLE_MS = 3 * 60_000

let touchedAt = Date.now()
let said = false

const looks = (): boolean =>
  document.visibilityState === 'visible' && document.hasFocus() && Date.now() - touchedAt < IDLE_MS

function tell(again: boolean): void {
  const on = looks()
  if (session().s !== 'in' || client().store.status !== 'live' || (on === said && !(on && again))) return
  said = on
  client().look(on)
}

/** From now on the city knows when somebody looks at this device, and calls none of theirs meanwhile. */
export function attend(): void {
  const touched = () => {
    touchedAt = Date.now()
    if (!said) tell(false)
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const)
    addEventListener(kind, touched, { passive: true, capture: true })
  addEventListener('focus', touched)
  addEventListener('blur', () => tell(false))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') touched()
    tell(false)
    if (looks()) void closeCalls()
  })
  setInterval(() => tell(true), AGAIN_MS)
  setTimeout(() => tell(false), FIRST_MS)
  navigator.serviceWorker?.addEventListener('message', event => {
    const news = event.data as { t?: string; path?: string }
    if (news.t !== 'open' || !news.path?.startsWith('/')) return
    event.ports[0]?.postMessage(true)
    visit(news.path)
  })
}

/** What is looked at needs no notification any more. */
async function closeCalls(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close()
}
