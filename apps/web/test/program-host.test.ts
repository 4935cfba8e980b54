import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Asking, isAsking } from '../src/host/asking.ts'
import { readStack, readTab } from '../src/host/nav.ts'
import { Store } from '../src/host/store.ts'

describe('what a frame tells of its pages', () => {
  test('is read as colours and texts, and addresses in styles are none', () => {
    const bar = {
      title: 'A'.repeat(500),
      background: 'red url(http://outside/x)',
      front: 'url(x)',
      custom: 1,
      loading: {},
    }
    const [page] = readStack([{ page: 3, path: 'a', query: { q: 1, r: 'x' }, bar, home: 'yes' }])
    expect(page).toEqual({
      page: 3,
      path: 'a',
      query: { q: '', r: 'x' },
      bar: { title: 'A'.repeat(60), background: '', front: 'black', custom: false, loading: false, window: {} },
      home: false,
    })
    for (const good of ['#fff', '#07803f', 'red', 'rgba(1, 2, 3, 0.5)', 'hsl(120 50% 50%)'])
      expect(readStack([{ bar: { background: good } }])[0]!.bar.background).toBe(good)
    for (const bad of ['url(x)', '#fff;x', 'var(--a)', 'image-set("x" 1x)', 7, null])
      expect(readStack([{ bar: { background: bad } }])[0]!.bar.background).toBe('')
  })

  test.each([7, null, 'x', {}, [null], [[]], [{ bar: 7 }]])('nonsense is no fault: %j', given => {
    expect(() => [readStack(given), readTab(given)]).not.toThrow()
  })

  test('tabs are few, and their colours are colours', () => {
    const tab = readTab({
      index: 1,
      visible: true,
      background: 'url(x)',
      items: Array.from({ length: 50 }, () => ({ text: {} })),
    })
    expect(tab).toMatchObject({ index: 1, visible: true, background: '' })
    expect(tab?.items).toHaveLength(10)
  })
})

describe('putting something before a citizen', () => {
  test('is for a program that is shown, two at once, and after eight not without waiting', async () => {
    let now = 0
    let shown = true
    const asking = new Asking(
      () => shown,
      () => now,
    )
    const never = () => new Promise<void>(() => {})
    void asking.run(never)
    void asking.run(never)
    await expect(asking.run(() => 1)).rejects.toThrow('busy')

    const others = new Asking(
      () => shown,
      () => now,
    )
    for (let n = 0; n < 8; n++) expect(await others.run(() => n)).toBe(n)
    await expect(others.run(() => 1)).rejects.toThrow('busy')
    now = 4_000
    expect(await others.run(() => 1)).toBe(1)
    now = 60_000
    shown = false
    await expect(others.run(() => 1)).rejects.toThrow('busy')
    expect([isAsking('showModal'), isAsking('request'), isAsking('constructor')]).toEqual([true, false, false])
  })
})

describe('storage of a program', () => {
  test('takes no more than it may hold, before anything is sent', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const store = new Store('wx0000000000000000', { old: 'x'.repeat(1_000) })
    const value = 'x'.repeat(1_000_000)
    for (let n = 0; n < 10; n++) store.put(`k${n}`, value)
    expect(() => store.put('one more', value)).toThrow('exceed storage max size')
    store.put('k0', null)
    store.put('one more', value)
    store.clear()
    store.put('k0', value)
  })
})
