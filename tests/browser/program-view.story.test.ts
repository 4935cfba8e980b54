import { findChromium } from '@plaza/testkit'
import { Op } from '@plaza/program-wire'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { finger } from './program-view/fingers.ts'
import { get, matches, style } from './program-view/look.ts'
import { buildFrame, openStage, system, until } from './program-view/stage.ts'

// A program's page as the cage shows it: a Worker that a test plays says operations, a person touches what they made.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('the view of a program', () => {
  let browser: Browser

  beforeAll(async () => {
    await buildFrame()
    browser = await openChromium(chromium as string)
  })
  afterAll(() => browser?.close())

  test('a page is shown, and a tap on a button is told with its place', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'view',
      { class: 'box' },
      ['text', {}, 'Hello'],
      ['button', { type: 'primary', '#name': 'go', 'on:tap': 0 }, 'Go'],
      ['image', { src: '/images/wide.png', mode: 'aspectFit', '#name': 'picture', 'on:load': 0 }],
      ['input', { placeholder: 'Your name', '#name': 'name', 'on:input': 0, 'model:value': '' }],
    ])
    await stage.frame.getByText('Go').tap()
    await until(async () => (await stage.events('tap')).length === 1, 'one tap')
    const [tap] = await stage.events('tap')
    expect(tap).toMatchObject({ node: drawing.node('go'), bubbles: true, touches: [{ identifier: 0 }] })
    await until(async () => (await stage.events('load')).length === 1, 'the picture')
    expect((await stage.events('load'))[0]?.detail).toEqual({ width: 300, height: 150 })
    await stage.frame.locator('input').fill('Ada')
    await until(async () => (await stage.events('input')).length > 0, 'the input')
    expect((await stage.events('model'))[0]?.detail).toEqual({ name: 'value', value: 'Ada' })
    expect(stage.outside()).toBe(0)
  })

  test('a mouse makes the same touches; a moved finger taps nothing; long presses tell and then do not tap', async () => {
    await using stage = await openStage(browser, { touch: false })
    const drawing = await stage.show([
      'view',
      {
        style: 'height: 200px',
        '#name': 'box',
        class: 'box',
        'on:tap': 0,
        'on:touchstart': 0,
        'on:touchmove': 0,
        'on:touchend': 0,
      },
      ['view', { style: 'height:100px', '#name': 'long', 'on:longpress': 0 }],
    ])
    const { mouse } = stage.page
    await mouse.move(50, 150)
    await mouse.down()
    await mouse.up()
    await until(async () => (await stage.events('tap')).length === 1, 'a tap')
    const [tap] = await stage.events('tap')
    expect(tap).toMatchObject({ node: drawing.node('box'), detail: { x: 50, y: 150 } })
    expect(tap?.offsets).toEqual([[drawing.node('box'), 0, 0]])
    await mouse.down()
    await mouse.move(50, 180, { steps: 4 })
    await mouse.up()
    await until(async () => (await stage.events('touchend')).length === 2, 'the second end')
    expect((await stage.events('touchmove')).at(-1)?.touches?.[0]).toMatchObject({ clientX: 50, clientY: 180 })
    expect(await stage.events('tap')).toHaveLength(1)
    await mouse.move(50, 50)
    await mouse.down()
    await until(async () => (await stage.events('longpress')).length === 1, 'a long press')
    await mouse.up()
    await until(async () => (await stage.events('touchend')).length === 3, 'the third end')
    expect(await stage.events('tap')).toHaveLength(1)
  })

  test('Enter taps what can be tapped, and it is read as a button', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show(['view', { '#name': 'go', 'on:tap': 0, ariaLabel: 'Go' }, 'x'])
    await stage.frame.getByRole('button').focus()
    await stage.page.keyboard.press('Enter')
    await until(async () => (await stage.events('tap')).length === 1, 'a tap')
    expect((await stage.events('tap'))[0]?.node).toBe(drawing.node('go'))
  })

  test('hover classes come while pressed and go after their stay', async () => {
    await using stage = await openStage(browser, { touch: false })
    await stage.show([
      'view',
      { class: 'box', hoverClass: 'pressed', hoverStartTime: 10, hoverStayTime: 40, style: 'height:80px' },
    ])
    const box = stage.frame.locator('.box')
    await stage.page.mouse.move(20, 20)
    await stage.page.mouse.down()
    await until(async () => (await box.getAttribute('class')) === 'box pressed', 'pressed')
    await stage.page.mouse.up()
    await until(async () => (await box.getAttribute('class')) === 'box', 'let go')
  })

  test('pages are stacked: the one below keeps its scroll, a dropped one is gone', async () => {
    await using stage = await openStage(browser)
    const long = ['view', { style: 'height: 3000px' }, 'first'] as const
    const first = await stage.show(long)
    await stage.post({
      t: 'ops',
      ops: [Op.listen, first.root, 'pageScroll', false, 0, Op.scrollPage, first.page, { scrollTop: 500, duration: 0 }],
    })
    await until(async () => (await stage.events('pageScroll')).length > 0, 'the scroll')
    expect((await stage.events('pageScroll')).at(-1)?.detail).toEqual({ scrollTop: 500 })
    const second = await stage.show(['view', {}, 'second'])
    await until(async () => (await stage.frame.locator('.page.shown').count()) === 1, 'the slide')
    expect(await stage.frame.locator('.page').count()).toBe(2)
    await stage.post({ t: 'ops', ops: [Op.showPage, first.page, 'pop', Op.dropPage, second.page] })
    await until(async () => (await stage.frame.locator('.page').count()) === 1, 'the drop')
    expect(await get(stage.frame.locator('.page'), 'scrollTop')).toBe(500)
  })

  test('the end of a page is told once, pulling down refreshes', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show(['view', { style: 'height: 2000px' }], { enablePullDownRefresh: true })
    const scroll = (scrollTop: number) =>
      stage.post({ t: 'ops', ops: [Op.scrollPage, drawing.page, { scrollTop, duration: 0 }] })
    await scroll(1500)
    await until(async () => (await stage.events('reachBottom')).length === 1, 'the end')
    await scroll(1490)
    await scroll(0)
    await finger(stage, [
      [200, 100],
      [200, 300],
    ])
    await until(async () => (await stage.events('pullDownRefresh')).length === 1, 'the refresh')
    expect(await stage.events('reachBottom')).toHaveLength(1)
    expect(await matches(stage.frame.locator('.pull'), '.busy')).toBe(true)
    await stage.post({ t: 'ops', ops: [Op.refresh, drawing.page, 'stop'] })
    await until(async () => (await get(stage.frame.locator('.pull'), 'offsetHeight')) === 0, 'closed')
  })

  test('queries and observers answer what is where', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'view',
      {},
      ['view', { id: 'a', style: 'height:40px;margin:10px;color:red', '#name': 'a' }],
      ['view', { style: 'height:2000px' }],
      ['view', { '#name': 'far', style: 'height:10px' }],
    ])
    const items = [
      { node: drawing.node('a'), fields: ['rect', 'size', 'id', 'computedStyle'], styles: ['color'] },
      { node: 0, fields: ['scrollOffset'] },
      { node: 99_999_999, fields: ['rect'] },
    ]
    await stage.post({ t: 'ops', ops: [Op.query, 5, { page: drawing.page, items }] })
    await until(async () => (await stage.logs<{ t: string }>()).some(log => log.t === 'answer'), 'the answer')
    const answer = (await stage.logs<{ t: string; results: unknown[] }>()).find(log => log.t === 'answer')
    expect(answer?.results[0]).toEqual({
      left: 10,
      top: 10,
      right: 380,
      bottom: 50,
      width: 370,
      height: 40,
      id: 'a',
      color: 'rgb(255, 0, 0)',
    })
    expect(answer?.results[1]).toMatchObject({ scrollTop: 0 })
    expect(answer?.results[2]).toBeNull()
    const options = { kind: 'intersection', page: drawing.page, nodes: [drawing.node('far')], thresholds: [0] }
    await stage.post({
      t: 'ops',
      ops: [Op.observe, 3, options, Op.scrollPage, drawing.page, { selectorNode: drawing.node('far'), duration: 0 }],
    })
    await until(async () => (await stage.logs<{ t: string }>()).some(log => log.t === 'observed'), 'observed')
  })

  test('sheets know rpx, themes and pictures; a large text grows rem', async () => {
    const page = `.a { width: calc(375 * var(--rpx)); background: url(/images/icon.png) }
      .b { color: rgb(1, 2, 3) } @media (prefers-color-scheme: dark) { .b { color: rgb(4, 5, 6) } }`
    await using stage = await openStage(browser, { styles: { page }, app: { darkmode: true } })
    await stage.show([
      'view',
      {},
      ['view', { class: 'a' }, 'a'],
      ['view', { class: 'b', style: 'width: 2rem; margin-left: 20rpx' }, 'b'],
    ])
    const a = stage.frame.locator('.a')
    const b = stage.frame.locator('.b')
    expect(await style(a, 'width')).toBe('195px')
    await until(async () => (await style(a, 'background-image')).includes('blob:'), 'the picture')
    expect(await style(b, 'color')).toBe('rgb(1, 2, 3)')
    await stage.send({ t: 'system', system: system('dark', 20) })
    await until(async () => (await style(b, 'color')) === 'rgb(4, 5, 6)', 'the dark')
    expect(await style(b, 'width')).toBe('40px')
    expect(Number.parseFloat(await style(b, 'margin-left'))).toBeCloseTo(10.4)
  })

  test('a program cannot take the focus before it was touched', async () => {
    await using stage = await openStage(browser)
    await stage.page.evaluate(
      '{ const field = document.createElement("input"); field.id = "pin"; document.body.prepend(field); field.focus() }',
    )
    const drawing = await stage.show([
      'view',
      {},
      ['input', { '#name': 'thief', focus: true, class: 'thief' }],
      ['view', { class: 'pad', style: 'height:50px' }, 'pad'],
    ])
    await stage.post({ t: 'ops', ops: [Op.invoke, drawing.node('thief'), 'focus', []] })
    await stage.page.keyboard.type('123456')
    expect(await stage.page.evaluate('document.getElementById("pin").value')).toBe('123456')
    await stage.frame.getByText('pad').tap()
    await until(() => matches(stage.frame.locator('.thief input'), ':focus'), 'the granted wish')
  })
})
