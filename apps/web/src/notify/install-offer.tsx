import { createSignal, For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { byHand, install } from '../ui/install.ts'
import { Sheet } from '../ui/sheet.tsx'
import '../styles/notify.css'

/** On a device: when it could first have been an app (ms), or that nobody wants to hear of it. */
const KEPT = 'plaza.install'
const NEVER = 'never'
/** Nobody installs what they met a minute ago. */
const OFFER_AFTER_MS = 24 * 3_600_000

/** Whether it is time to offer it above the chats, and not only in the settings. */
function isTime(): boolean {
  const kept = localStorage.getItem(KEPT)
  if (kept === null) localStorage.setItem(KEPT, String(Date.now()))
  return kept !== null && kept !== NEVER && Date.now() - Number(kept) >= OFFER_AFTER_MS
}

/** Above the chats, once, to who comes back: Plaza can be an app of this device. */
export function InstallBanner() {
  const [wanted, setWanted] = createSignal(isTime())
  const way = installWay()
  const end = () => {
    localStorage.setItem(KEPT, NEVER)
    setWanted(false)
  }
  return (
    <>
      <Show when={wanted()}>
        <section class="install-offer" aria-label={t('install.title')}>
          <Icon name="download" />
          <p>
            <b>{t('install.title')}</b>
            <span>{t('install.text')}</span>
          </p>
          <div>
            <Button small onClick={end}>
              {t('install.later')}
            </Button>
            <Button small kind="primary" onClick={() => (end(), way.go())}>
              {t('install.do')}
            </Button>
          </div>
        </section>
      </Show>
      <way.Steps />
    </>
  )
}

/** The same among the settings, for as long as the browser would do it. */
export function InstallCell() {
  const way = installWay()
  return (
    <Group>
      <Cell icon="download" tint="#07803f" title={t('install.title')} note={t('install.text')} onClick={way.go} />
      <way.Steps />
    </Group>
  )
}

/** How this browser does it: with a question of its own, or by hand, for which it is told the steps. */
function installWay() {
  const [told, setTold] = createSignal(false)
  return {
    go: () => (byHand ? setTold(true) : void install()),
    Steps: () => (
      <Show when={told()}>
        <Sheet title={t('install.title')} onClose={() => setTold(false)}>
          <ol class="install-steps">
            <For each={[t('alerts.install.1'), t('alerts.install.2'), t('install.3')]}>{step => <li>{step}</li>}</For>
          </ol>
        </Sheet>
      </Show>
    ),
  }
}
