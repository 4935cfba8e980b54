import { wide } from './state.ts'

/** For the heading of a page whose code is still on its way. */
const LOOKS_MAX = 60
const LOOK_AGAIN_MS = 50

/** What had the focus in each page last. */
export const lastFocus = new WeakMap<HTMLElement, Element>()

/** The page that lies on top. */
export const topPage = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('section.page:not([inert])')].at(-1)

/**
 * A page that comes into view takes the focus, where it last was, and else as soon as it has a heading. Beside others it takes it
 * only from what was pressed by a key: never from a person who is typing. Whoever is in it already, or in a menu or a sheet over
 * it, was quicker.
 */
export function giveFocus(page: HTMLElement, looks = LOOKS_MAX): void {
  const active = document.activeElement
  const isElsewhere = active && active !== document.body && active.isConnected && !active.closest('[inert]')
  if (isElsewhere && (page.contains(active) || active.closest('.menu, dialog'))) return
  if (isElsewhere && wide() && !active.matches('button:focus-visible')) return
  const last = lastFocus.get(page)
  const target = last?.isConnected ? last : page.querySelector('[data-first], h1')
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  else if (looks > 0 && page.isConnected && !page.inert) setTimeout(giveFocus, LOOK_AGAIN_MS, page, looks - 1)
}

/** Gives the focus to the page on top, where nothing has it: what had it is gone. */
export function findFocus(): void {
  const page = topPage()
  if (page && document.activeElement === document.body) giveFocus(page)
}
