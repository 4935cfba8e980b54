import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }
const PHONE_AGENT =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
/** Long, because a busy machine is no fault: what never comes costs this only once. */
const WAIT_MS = 30_000

/** One browser profile with one tab of Plaza in it. */
export interface Device extends AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors that the page threw, and what its console called an error. */
  readonly faults: string[]
}

export interface DeviceOptions {
  /** Where in the city it begins. */
  readonly path?: string
  /** Pixels of its screen per CSS pixel. */
  readonly density?: number
  /** It keeps the app for when there is no network, which takes a while for each new device. */
  readonly keeps?: boolean
  /** Of a session that is open already: somebody is signed in from the start. */
  readonly token?: string
}

/** A new device of somebody, at an address of the city. */
export async function openDevice(
  browser: Browser,
  url: string,
  kind: 'phone' | 'desktop',
  { path = '/', density = 1, keeps = false, token }: DeviceOptions = {},
): Promise<Device> {
  const phone = kind === 'phone'
  const context = await browser.newContext({
    viewport: phone ? PHONE : DESKTOP,
    locale: 'en-GB',
    deviceScaleFactor: density,
    // Less to draw; how things move has stories of its own.
    reducedMotion: 'reduce',
    serviceWorkers: keeps ? 'allow' : 'block',
    ...(phone ? { isMobile: true, hasTouch: true, userAgent: PHONE_AGENT } : {}),
  })
  context.setDefaultTimeout(WAIT_MS)
  if (token) await context.addCookies([sessionCookie(url, token)])
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on(
    'console',
    message => message.type() === 'error' && faults.push(`${message.text()} ${message.location().url}`.trim()),
  )
  await page.goto(url + path)
  return { context, page, faults, [Symbol.asyncDispose]: () => context.close() }
}

export const press = (page: Page | Locator, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()

/** Types into the field of this label. */
export const fill = (page: Page | Locator, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).fill(text)

/** Gives the device an authenticator that says yes to everything, as a phone does whose owner is at hand. */
export async function addAuthenticator({ context, page }: Device): Promise<void> {
  const keys = await context.newCDPSession(page)
  await keys.send('WebAuthn.enable')
  await keys.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Opens the form for a new account at the welcome screen, and says who one is. */
export async function beginSignUp(page: Page, name: string, handle: string): Promise<void> {
  await press(page, 'Create account')
  await fill(page, 'Name', name)
  await fill(page, 'Handle', handle)
}

/** Creates an account with a password. */
export async function signUp(page: Page, name: string, handle: string, password: string): Promise<void> {
  await beginSignUp(page, name, handle)
  await press(page, 'Use a password instead')
  await fill(page, 'Password', password)
  await press(page, 'Create account')
  await chatsList(page).waitFor()
}

/** Signs in by handle and password at the welcome screen. */
export async function signIn(page: Page, handle: string, password: string): Promise<void> {
  await page.getByText('Welcome to Plaza').first().waitFor()
  if (!(await page.getByLabel('Handle', { exact: true }).isVisible())) await press(page, 'Sign in')
  await fill(page, 'Handle', handle)
  await fill(page, 'Password', password)
  await press(page, 'Sign in')
  await chatsList(page).waitFor()
}

/** Signs in with the token of a session that is open already, at the address `path`. */
export async function comeIn({ context, page }: Device, url: string, token: string, path: string): Promise<void> {
  await context.addCookies([sessionCookie(url, token)])
  await page.goto(url + path)
}

const sessionCookie = (url: string, value: string) =>
  ({ name: 'plaza_session', value, url, httpOnly: true, sameSite: 'Lax' }) as const

/** Signs out in the settings; the welcome screen follows. */
export async function signOut(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/me/settings`)
  await press(page, 'Sign out')
  await press(page.getByRole('dialog'), 'Sign out')
  await page.getByText('Welcome to Plaza').first().waitFor()
}

/** The heading of the first tab: somebody is signed in. */
export const chatsList = (page: Page): Locator => page.getByRole('heading', { name: 'Chats', level: 1 })

/** The word at the edge that tells that something was done. */
export const toast = (page: Page, text: string): Locator => page.locator('.toast').filter({ hasText: text })
