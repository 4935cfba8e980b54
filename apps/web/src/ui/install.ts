import { createSignal } from 'solid-js'

/** The browser's own dialog that makes an app of the page (Chromium's `BeforeInstallPromptEvent`): it can be put once. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

const [offer, setOffer] = createSignal<InstallPrompt>()

/** In a browser of an iPhone or iPad, which asks nothing: one makes an app of the page by hand (Apple's `navigator.standalone`). */
export const byHand = (navigator as { standalone?: boolean }).standalone === false

/** Whether this browser would make an app of Plaza now. */
export const canInstall = (): boolean => byHand || offer() !== undefined

/** Puts the browser's question. It may be put once: should it be wanted again, the browser says so. */
export async function install(): Promise<void> {
  const prompt = offer()
  setOffer(undefined)
  await prompt?.prompt()
}

// Said once, soon after the start. Without us the browser would put a bar of its own over the screen.
addEventListener('beforeinstallprompt', event => {
  event.preventDefault()
  setOffer(event as InstallPrompt)
})
addEventListener('appinstalled', () => setOffer(undefined))
