import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'

/** A browser's history, as far as the router knows it. */
function browserAt(path: string) {
  const entries: { state: unknown; path: string }[] = [{ state: null, path }]
  let index = 0
  let isStuck = false
  const listeners: ((event: unknown) => void)[] = []
  const history = {
    get state() {
      return entries[index]!.state
    },
    pushState(state: unknown, _: string, next: string) {
      entries.splice(++index, entries.length, { state, path: next })
    },
    replaceState(state: unknown, _: string, next?: string) {
      entries[index] = { state, path: next ?? entries[index]!.path }
    },
    go(steps: number) {
      if (isStuck || !entries[index + steps]) return
      index += steps
      for (const listener of listeners) listener({ state: entries[index]!.state })
    },
    back: () => history.go(-1),
  }
  vi.stubGlobal('history', history)
  vi.stubGlobal('location', { pathname: path, search: '' })
  vi.stubGlobal('addEventListener', (_: string, listener: (event: unknown) => void) => listeners.push(listener))
  let layers = 0
  vi.stubGlobal('dispatchEvent', () => layers === 0 || layers-- === 0)
  return {
    path: () => entries[index]!.path,
    back: () => history.back(),
    length: () => entries.length,
    /** Meanwhile nothing comes of a step through the history. */
    stuck: (act: () => void) => {
      isStuck = true
      act()
      isStuck = false
    },
    /** Something lies over the page, and closes when one goes back. */
    cover: () => layers++,
  }
}

const parentsOf = (path: string): string[] => {
  const parts = path.split('/').filter(Boolean)
  return parts.map((_, i) => `/${parts.slice(0, i).join('/')}`).filter(one => one !== '/')
}
async function start(path: string) {
  vi.resetModules()
  const browser = browserAt(path)
  const router = await import('../src/router.ts')
  router.startRouter({ animate: change => change(), parentsOf })
  return { browser, router }
}
beforeEach(() => void vi.unstubAllGlobals())

test('an address opened directly has its parents under it', async () => {
  const { router } = await start('/chats/c1/details')
  expect(router.pages()).toEqual(['/chats', '/chats/c1', '/chats/c1/details'])
})

test('back takes one page, and never leaves Plaza', async () => {
  const { router, browser } = await start('/chats/c1')
  router.back()
  expect(router.pages()).toEqual(['/chats'])
  expect(browser.path()).toBe('/chats')
  router.back()
  expect(router.pages()).toEqual(['/chats'])
})

test('what lies over a page is closed before the page is, by whoever goes back and not by what Plaza does itself', async () => {
  const { router, browser } = await start('/chats')
  router.push('/chats/c1')
  const length = browser.length()
  browser.cover()
  browser.back()
  expect([router.top(), browser.path(), browser.length()]).toEqual(['/chats/c1', '/chats/c1', length])
  browser.cover()
  router.back()
  expect([router.top(), browser.path()]).toEqual(['/chats', '/chats'])
})

test('a step that leads nowhere is forgotten: who goes back later still closes first what lies over the page', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { router, browser } = await start('/chats')
  router.push('/chats/c1')
  browser.stuck(() => router.back())
  expect(router.top()).toBe('/chats/c1')
  vi.advanceTimersByTime(5_000)
  browser.cover()
  browser.back()
  expect([router.top(), browser.path()]).toEqual(['/chats/c1', '/chats/c1'])
})

test('a page is closed with its own pages, also when its address was opened directly', async () => {
  const over = await start('/chats')
  over.router.push('/chats/c1')
  over.router.keepInner(2)
  over.router.closeTop()
  expect([over.router.pages(), over.browser.path()]).toEqual([['/chats'], '/chats'])
  const direct = await start('/chats/c1')
  direct.router.keepInner(2)
  direct.router.closeTop()
  expect([direct.router.pages(), direct.browser.path()]).toEqual([['/chats'], '/chats'])
  direct.router.closeTop()
  expect(direct.router.pages()).toEqual(['/chats'])
})

test("the browser's back and ours are one", async () => {
  const { router, browser } = await start('/')
  router.push('/chats/c1')
  router.push('/chats/c1/details')
  browser.back()
  expect(router.pages()).toEqual(['/chats', '/chats/c1'])
  router.back()
  expect(router.pages()).toEqual(['/chats'])
})

test('the same page is not opened twice', async () => {
  const { router, browser } = await start('/')
  router.openFromRoot('/chats/c1')
  router.openFromRoot('/chats/c1')
  expect(browser.length()).toBe(2)
})

test('a tab is found as it was left, or at its beginning', async () => {
  const { router } = await start('/')
  router.openFromRoot('/chats/c1')
  router.openRoot('/me', true)
  expect(router.pages()).toEqual(['/me'])
  router.openRoot('/chats', true)
  expect(router.pages()).toEqual(['/chats', '/chats/c1'])
  router.openRoot('/chats', true)
  expect(router.pages()).toEqual(['/chats'])
})

test('a page with pages of its own keeps them in the history: back goes through them first, then leaves', async () => {
  const { router, browser } = await start('/')
  const left: number[] = []
  router.whenInnerMoved(to => left.push(to))
  router.push('/mp/wx1')
  router.keepInner(2)
  expect(browser.length()).toBe(4)
  browser.back()
  expect([left, router.pages()]).toEqual([[1], ['/chats', '/mp/wx1']])
  router.keepInner(1) // as the program tells it afterwards
  expect(left).toEqual([1])
  router.back()
  router.back()
  expect([left, router.pages()]).toEqual([[1, 0], ['/chats']])
})

test('a program that closes pages by itself takes their entries back without asking anybody', async () => {
  const { router, browser } = await start('/')
  const left: number[] = []
  router.whenInnerMoved(to => left.push(to))
  router.push('/mp/wx1')
  router.keepInner(3)
  router.keepInner(1)
  expect(left).toEqual([])
  browser.back()
  expect(left).toEqual([0])
})

test('a program that opens and closes pages without end leaves no more entries than it had pages', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { router, browser } = await start('/')
  const left: number[] = []
  router.whenInnerMoved(to => left.push(to))
  router.push('/mp/wx1')
  for (let n = 0; n < 500; n++) {
    router.keepInner(1 + (n % 3))
    vi.advanceTimersByTime(60)
  }
  router.keepInner(2)
  vi.advanceTimersByTime(1_000)
  expect(browser.length()).toBeLessThanOrEqual(5)
  browser.back()
  expect(left).toEqual([1])
  // Who leaves in the meantime is not followed by a wish that waited.
  router.keepInner(0)
  router.keepInner(2)
  router.openRoot('/me', false)
  vi.advanceTimersByTime(1_000)
  expect(router.pages()).toEqual(['/me'])
  expect(browser.path()).toBe('/me')
})

test.each([
  ['/mp/wx1', '', '/mp/wx1'],
  ['/mp/wx1/pages%2Findex%3Fa%3D1', '', '/mp/wx1/pages%2Findex%3Fa%3D1'],
  ['/mp/wx1/pages/goods/goods', '?id=7&from=a%20b', '/mp/wx1/pages%2Fgoods%2Fgoods%3Fid%3D7%26from%3Da%2520b'],
  ['/chats/1', '?x=1', '/chats/1'],
])('a browser opened at %s%s stands at %s', async (pathname, search, address) => {
  const { addressOf } = await import('../src/router.ts')
  expect(addressOf({ pathname, search })).toBe(address)
})
