import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { DESKTOP, PHONE } from './device.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Nothing slides or fades longer. */
const SLIDES_MS = 1_000
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export interface Look {
  readonly theme: 'light' | 'dark'
  readonly language: 'en' | 'es' | 'zh'
  /** Of the text, in per cent. */
  readonly text?: number
}

/**
 * Opens an address in this look and waits until everything that is fetched is there. Where the app has that look already it
 * goes there as a link does: to load the app anew takes ten times as long.
 */
export async function open(page: Page, address: string, look: Look): Promise<void> {
  const { language, text = 100, theme } = look
  const wish = JSON.stringify([address, language, String(text), theme])
  const there = await page.evaluate<boolean>(`(${goWithin})(${wish})`)
  if (!there) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.goto(address)
  }
  await still(page)
}

const goWithin = `([address, language, text, theme]) => {
  const there = new URL(address)
  const fits = document.documentElement.lang.startsWith(language)
    && (localStorage.getItem('plaza.text') ?? '100') === text
    && matchMedia('(prefers-color-scheme: dark)').matches === (theme === 'dark')
    && matchMedia('(prefers-reduced-motion: reduce)').matches
  localStorage.setItem('plaza.language', language)
  localStorage.setItem('plaza.text', text)
  if (!fits || !document.querySelector('.app') || there.origin !== location.origin) return false
  if (there.pathname === location.pathname) return false
  history.pushState(null, '', there.pathname)
  dispatchEvent(new PopStateEvent('popstate'))
  return true
}`

/** Until the page on top has its heading and nothing spins or shimmers any more. */
export async function still(page: Page): Promise<void> {
  await page.locator('h1:visible, h2:visible').first().waitFor()
  const busy = page.locator(
    '.page:not([inert]) :is(.skeleton, .status, .code-box .spinner, .qr-frame .spinner), .welcome .spinner',
  )
  while ((await busy.count()) > 0) await busy.first().waitFor({ state: 'detached' })
}

/** What axe finds against WCAG 2.2 AA once nothing slides or fades any more, one line each. */
export async function faults(page: Page): Promise<string[]> {
  // Another look begins with the next frame.
  await page.evaluate(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))`)
  await page.evaluate(`Promise.race([
    Promise.all(document.getAnimations()
      .filter(one => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime))
      .map(one => one.finished.catch(() => {}))),
    new Promise(done => setTimeout(done, ${SLIDES_MS})),
  ])`)
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(axe)
  return page.evaluate<string[]>(`axe
    .run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} }, resultTypes: ['violations'], preload: false })
    .then(found => found.violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' at ' + node.target.join(' ') + ': ' + node.html.slice(0, 120))))`)
}

/** What does not fit: words or pictures over the edge of the window, titles and names cut short, panes that scroll sideways. */
export const cut = (page: Page): Promise<string[]> => page.evaluate<string[]>(`(${findCut})()`)

const findCut = `() => [...document.querySelectorAll('.page:not([inert]), .page:not([inert]) *, nav.tabs:not([inert]) *')].flatMap(element => {
  const { left, right, width, height } = element.getBoundingClientRect()
  if (width < 2 || height < 2 || !element.checkVisibility({ visibilityProperty: true })) return []
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== '')
  const name = element.tagName.toLowerCase() + '.' + (element.getAttribute('class') ?? '') + ' ' + element.textContent.slice(0, 30)
  if ((own || element.matches('svg')) && (right > innerWidth + 1 || left < -1)) return ['over the edge: ' + name]
  const style = getComputedStyle(element)
  const sideways = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1
  if (sideways && !element.matches('.chips, textarea')) return ['scrolls sideways: ' + name]
  const short = element.scrollWidth > element.clientWidth + 1
  if (short && own && element.matches('.page:not(.chat) h1, .tab-name, .button span, .cell-title')) return ['cut short: ' + name]
  if (short && element.matches('.chat-line b, .chat-name span') && width < 90) return ['hardly a word: ' + name]
  if (element.matches('textarea') && width < innerWidth * 0.4) return ['too narrow to write in: ' + name]
  const hidden = own && style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 3
  return hidden ? ['cut below: ' + name] : []
})`

/** What is wrong with these pages: in every look by axe, and with 320 pixels and text twice as large by the ruler. One language after the other. */
export async function unreadable(page: Page, addresses: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const some = (odd: number) => [...addresses.entries()].filter(([i]) => i % 2 === odd)
  for (const [odd, language] of ['zh', 'es'].entries())
    for (const theme of ['light', 'dark'] as const)
      for (const [, address] of some(odd).filter(([i]) => (i % 3 === 0) === (theme === 'light'))) {
        await page.setViewportSize(odd === 0 ? DESKTOP : PHONE)
        await open(page, address, { theme, language: language as Look['language'] })
        found.push(...(await faults(page)).map(fault => `${address}: ${fault}`))
      }
  await page.setViewportSize({ width: 320, height: 720 })
  for (const [odd, language] of ['es', 'en'].entries())
    for (const [, address] of some(odd)) {
      await open(page, address, { theme: 'light', language: language as Look['language'], text: 200 })
      found.push(...(await cut(page)).map(what => `${address}: ${what}`))
    }
  return found
}
