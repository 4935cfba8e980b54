import { createSignal } from 'solid-js'

interface Entry {
  stack: string[]
  /** How many of our own entries lie before this one in the browser's history. */
  depth: number
  /** How many pages of its own the top page has over its first one. */
  inner?: number
}
export type Direction = 'forward' | 'back' | 'none'

/** Told to the window before a person's step back takes a page away; whoever closes something instead prevents it. */
export const LEAVING = 'plaza:leaving'

/** The four tabs. For ever four. */
export const ROOTS: [string, ...string[]] = ['/chats', '/contacts', '/discover', '/me']

/**
 * A stack of pages kept in the browser's history: the last is on top, the first is one of the four roots. Phones show the
 * top, wide screens show list, content and details side by side.
 */
const [stack, setStack] = createSignal<string[]>([ROOTS[0]])
export const pages = stack
export const top = (): string => stack().at(-1)!
export const root = (): string => stack()[0]!

/** Where we are going: the signal follows when the animation has taken its picture. */
let target: string[] = [ROOTS[0]]
let depth = 0
let inner = 0
/** When entries of inner pages were last made or taken away, and the wish that waits for its time. */
let innerChangedAt = Number.NEGATIVE_INFINITY
let innerWaiting: ReturnType<typeof setTimeout> | undefined
let innerMoved: (to: number) => void = () => {}
/** What each root last stood at: a wide screen comes back to it. */
const lastStacks = new Map<string, string[]>()
/**
 * When we last asked for a step through the history ourselves: nobody wants to close what lies over the page then. A step that
 * leads nowhere is never told, so the wish is forgotten after a while.
 */
let askedAt = Number.NEGATIVE_INFINITY
const ASKED_FOR_MS = 1_500
let transition: (change: () => void, direction: Direction) => void = change => change()
let parentsOf: (path: string) => string[] = () => []

export function startRouter(options: { animate: typeof transition; parentsOf: typeof parentsOf }): void {
  transition = options.animate
  parentsOf = options.parentsOf
  const kept = history.state as Entry | null
  depth = kept?.depth ?? 0
  inner = 0
  show(kept?.stack ?? stackFor(addressOf(location)), 'none')
  history.replaceState({ stack: target, depth }, '')
  addEventListener('popstate', event => {
    const byPerson = performance.now() - askedAt > ASKED_FOR_MS
    askedAt = Number.NEGATIVE_INFINITY
    const entry = (event.state as Entry | null) ?? { stack: stackFor(addressOf(location)), depth: 0 }
    // What lies over the pages (a menu, a sheet) is closed first, and they stay where they are.
    if (byPerson && entry.depth < depth && !dispatchEvent(new Event(LEAVING, { cancelable: true })))
      return history.pushState({ stack: target, depth, inner } satisfies Entry, '', target.at(-1))
    const direction = event.hasUAVisualTransition ? 'none' : entry.depth < depth ? 'back' : 'forward'
    depth = entry.depth
    const within = entry.stack.join() === target.join()
    const moved = within && (entry.inner ?? 0) !== inner
    inner = entry.inner ?? 0
    if (moved) innerMoved(inner)
    else show(entry.stack, direction)
  })
}

const LINKED_PAGE = /^\/mp\/([^/]+)\/(.+)$/

/**
 * The address that a browser was opened at, as we write it: of a page of a mini program (`/mp/<appid>/<path>?query`, as links
 * have it) its path and query are one part.
 */
export function addressOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  const linked = LINKED_PAGE.exec(pathname)
  if (!linked || (search === '' && !linked[2]!.includes('/'))) return pathname
  return `/mp/${linked[1]}/${encodeURIComponent(linked[2]! + search)}`
}

/** The pages that should lie under an address that was opened directly. */
export function stackFor(path: string): string[] {
  const known = path === '/' ? ROOTS[0] : path
  return [...parentsOf(known), known]
}

function show(next: string[], direction: Direction): void {
  if (next.join() !== target.join()) clearTimeout(innerWaiting)
  target = next
  lastStacks.set(next[0]!, next)
  transition(() => setStack(next), direction)
}

function go(next: string[], direction: Direction, replace = false): void {
  if (next.join() === target.join()) return
  if (!replace) depth++
  inner = 0
  history[replace ? 'replaceState' : 'pushState']({ stack: next, depth } satisfies Entry, '', next.at(-1))
  show(next, direction)
}

/** Opens a page over this one. */
export const push = (path: string): void => go([...target, path], 'forward')

/** Opens a page straight over the root, in place of what is there: for lists, which stay beside it. */
export const openFromRoot = (path: string): void => go([target[0]!, path], 'forward')

/** The top page gives way to another. */
export const replaceTop = (path: string): void => go([...target.slice(0, -1), path], 'none', true)

/** An address with the pages that belong under it. */
export const visit = (path: string): void => go(stackFor(path), 'none')

/** The same in place of this page, to which nobody wants to come back. */
export const visitInstead = (path: string): void => go(stackFor(path), 'none', true)

/** Changes the tab. A wide screen finds it as it was left; chosen twice, it is at its beginning. */
export function openRoot(path: string, remember: boolean): void {
  const known = remember && target[0] !== path ? lastStacks.get(path) : undefined
  go(known ?? [path], 'none')
}

/** Back to the beginning, as for somebody who has just come. */
export function restart(): void {
  lastStacks.clear()
  go([ROOTS[0]], 'none', true)
}

function step(by: number): void {
  askedAt = performance.now()
  history.go(by)
}

/** Takes the top page away; never leaves Plaza. */
export function back(): void {
  if (target.length < 2) return
  if (depth > 0) step(-1)
  else go(target.slice(0, -1), 'back', true)
}

/** Takes the top page away together with the pages that it has of its own; never leaves Plaza. */
export function closeTop(): void {
  if (target.length < 2) return
  clearTimeout(innerWaiting)
  const own = inner
  inner = 0
  if (depth > own) return step(-own - 1)
  // Its address was opened directly: what lies before it is not ours.
  const leave = () => go(target.slice(0, -1), 'back', true)
  if (own === 0) return leave()
  addEventListener('popstate', leave, { once: true, signal: AbortSignal.timeout(ASKED_FOR_MS) })
  step(-own)
}

/** Takes away the pages above the last one that is kept, or all but the root. */
export function backTo(keep: (path: string) => boolean): void {
  go(target.slice(0, Math.max(1, target.findLastIndex(keep) + 1)), 'back')
}

/** Browsers stop taking entries from a page that makes many, and going back takes its time: a quick program waits. */
const INNER_EVERY_MS = 300

/**
 * A page that has pages of its own (a mini program) keeps them in the browser's history, too: `count` lie over its first one.
 * Whoever goes back among them is told by `whenInnerMoved`. However quickly they come and go, only the last wish counts, and
 * there are never more entries than there were pages at once.
 */
export function keepInner(count: number): void {
  clearTimeout(innerWaiting)
  const now = performance.now()
  if (count < inner) {
    innerChangedAt = now
    const less = inner - count
    inner = count
    step(-less)
  } else if (count > inner) {
    const wait = innerChangedAt + INNER_EVERY_MS - now
    if (wait > 0) innerWaiting = setTimeout(() => keepInner(count), wait)
    else addInner(count)
  }
}

function addInner(count: number): void {
  innerChangedAt = performance.now()
  while (inner < count) {
    depth++
    inner++
    history.pushState({ stack: target, depth, inner } satisfies Entry, '', target.at(-1))
  }
}

/** Who hears how many inner pages are left when the person goes back or forward among them. */
export function whenInnerMoved(listener: (to: number) => void): void {
  innerMoved = listener
}
