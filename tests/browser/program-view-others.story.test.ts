import { Op } from '@plaza/program-wire'
import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { matches } from './program-view/look.ts'
import { buildFrame, HEIGHT, openStage, until, type Stage } from './program-view/stage.ts'

// Components that draw, lead elsewhere, lie over the page or move by themselves.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('built-in components that draw, lead and move', () => {
  let browser: Browser

  beforeAll(async () => {
    await buildFrame()
    browser = await openChromium(chromium as string)
  })
  afterAll(() => browser?.close())

  const told = async (stage: Stage, type: string, count = 1) => {
    await until(async () => (await stage.events(type)).length >= count, `${count} ${type}`)
    return stage.events(type)
  }
  const details = async (stage: Stage, type: string, count = 1) =>
    (await told(stage, type, count)).map(event => event.detail)

  test('a map shows what a program lays over it, and its own bubbles over their markers', async () => {
    await using stage = await openStage(browser)
    const here = { latitude: 23.1, longitude: 113.32 }
    await stage.show([
      'map',
      {
        ...here,
        scale: 14,
        style: 'display:block;width:390px;height:400px',
        markers: [
          { id: 1, ...here, customCallout: { display: 'ALWAYS' } },
          { id: 2, ...here, longitude: 113.33, customCallout: { display: 'BYCLICK' } },
        ],
        'on:callouttap': 0,
      },
      [
        'cover-view',
        { slot: 'callout' },
        ['cover-view', { markerId: 1 }, 'Always'],
        ['cover-view', { markerId: 2 }, 'Asked'],
      ],
      ['cover-view', { style: 'position:absolute;left:10px;top:10px', 'on:tap': 0 }, 'Over it'],
    ])
    const { frame } = stage
    await frame.getByText('Over it').waitFor()
    const bubble = frame.getByText('Always')
    await until(async () => ((await bubble.boundingBox())?.y ?? 0) > 100, 'the bubble at its place')
    const { x, y, width, height } = (await bubble.boundingBox())!
    expect(Math.abs(x + width / 2 - 195)).toBeLessThan(3)
    expect(Math.abs(y + height - (200 - 34))).toBeLessThan(3)
    expect(await frame.getByText('Asked').isVisible()).toBe(false)
    await bubble.tap()
    expect(await details(stage, 'callouttap')).toEqual([{ markerId: 1 }])
    await frame.getByText('Over it').tap()
    expect(await told(stage, 'tap')).toHaveLength(1)
  })

  test('what stands over the keyboard is there while somebody writes, and can be tapped then', async () => {
    await using stage = await openStage(browser)
    await stage.show([
      'view',
      {},
      [
        'textarea',
        {},
        ['keyboard-accessory', { style: 'height:50px' }, ['button', { 'on:tap': 0 }, 'Smile']],
        ['view', {}, 'No place for others'],
      ],
      ['view', {}, 'Elsewhere'],
    ])
    const { frame } = stage
    const button = frame.getByText('Smile')
    expect(await button.isVisible()).toBe(false)
    await frame.locator('textarea').focus()
    await button.waitFor()
    const { y, height } = (await frame.locator('wx-keyboard-accessory').boundingBox())!
    expect(Math.round(y + height)).toBe(HEIGHT)
    await button.tap()
    expect(await told(stage, 'tap')).toHaveLength(1)
    expect(await frame.locator('textarea:focus').count()).toBe(1)
    await frame.locator('textarea').blur()
    await button.waitFor({ state: 'hidden' })
    expect(await frame.getByText('No place for others').count()).toBe(0)
  })

  test('a camera says that it is not there; a canvas goes to the Worker, an old one draws commands', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'view',
      {},
      ['camera', { 'on:error': 0 }],
      ['canvas', { type: '2d', '#name': 'new', style: 'width:100px;height:60px' }],
      ['canvas', { canvasId: 'old', '#name': 'old', style: 'width:100px;height:60px' }],
    ])
    await told(stage, 'error')
    const actions = [
      { set: 'fillStyle', value: '#ff0000' },
      { method: 'fillRect', args: [0, 0, 50, 60] },
      { method: 'constructor', args: ['x'] },
      { set: 'canvas', value: 1 },
    ]
    const old = drawing.node('old')
    await stage.post({
      t: 'ops',
      ops: [
        Op.takeCanvas,
        4,
        drawing.node('new'),
        Op.invoke,
        old,
        'draw',
        [{ actions, request: 5 }],
        Op.invoke,
        old,
        'getImageData',
        [{ x: 40, y: 30, width: 20, height: 1, request: 6 }],
      ],
    })
    type Log = { t: string; request: number; canvas?: unknown; results: { data: Record<string, number> }[] }
    await until(async () => (await stage.logs<Log>()).some(log => log.request === 6), 'the pixels')
    const logs = await stage.logs<Log>()
    expect(logs.find(log => log.t === 'canvas')).toMatchObject({ request: 4, canvas: true, width: 100, height: 60 })
    const data = logs.find(log => log.request === 6)?.results[0]?.data ?? {}
    expect([data[0], data[3], data[76], data[79]]).toEqual([255, 255, 0, 0])
  })

  test('labels, navigators and open types are told; disabled buttons are not', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'view',
      {},
      ['navigator', { url: '/pages/b/b', openType: 'redirect', '#name': 'go' }, 'Go on'],
      ['button', { openType: 'share', '#name': 'share' }, 'Share it'],
      ['button', { openType: 'share', disabled: true }, 'Not this'],
      ['label', { for: 'named' }, ['text', {}, 'By name']],
      ['switch', { id: 'named', 'on:change': 0 }],
    ])
    const { frame } = stage
    await frame.getByText('Go on').tap()
    expect(await told(stage, 'plaza:navigate')).toMatchObject([
      { node: drawing.node('go'), detail: { url: '/pages/b/b', openType: 'redirect' } },
    ])
    await frame.getByText('Share it').tap()
    await frame.getByText('Not this').tap({ force: true })
    await frame.getByText('By name').tap()
    expect(await details(stage, 'change')).toEqual([{ value: true }])
    expect(await stage.events('plaza:open')).toHaveLength(1)
  })

  test('what lies over the page: root-portal, page-container, match-media', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'view',
      { style: 'transform: translateX(0); overflow: hidden; height: 10px' },
      [
        'root-portal',
        {},
        ['view', { class: 'over', style: 'position:fixed;left:0;bottom:0;width:100px;height:40px' }, 'over'],
      ],
      [
        'page-container',
        { show: false, '#name': 'sheet', 'on:enter': 0, 'on:clickoverlay': 0, 'on:afterleave': 0 },
        ['view', { style: 'height:200px' }, 'sheet'],
      ],
      ['match-media', { minWidth: 5_000 }, 'wide only'],
    ])
    const over = await stage.frame.locator('.over').boundingBox()
    expect(Math.round((over?.y ?? 0) + (over?.height ?? 0))).toBe(844)
    expect(await matches(stage.frame.locator('wx-match-media'), '.w-gone')).toBe(true)
    await stage.post({ t: 'ops', ops: [Op.setAttribute, drawing.node('sheet'), 'show', true] })
    await told(stage, 'enter')
    await new Promise(done => setTimeout(done, 450))
    await stage.page.touchscreen.tap(200, 100)
    await told(stage, 'clickoverlay')
    await told(stage, 'afterleave')
  })

  test('animations of both kinds move and say when they are done', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'view',
      {},
      ['view', { '#name': 'a', class: 'a', style: 'width:50px;height:50px', 'on:transitionend': 0 }],
      ['view', { '#name': 'b', class: 'b', style: 'width:50px;height:50px' }],
    ])
    const exported = {
      actions: [
        {
          animates: [
            { type: 'translate', args: [30, 0] },
            { type: 'style', args: ['opacity', 0.5] },
          ],
          option: { transformOrigin: '50% 50% 0', transition: { duration: 100, timingFunction: 'linear', delay: 0 } },
        },
      ],
    }
    await stage.post({
      t: 'ops',
      ops: [
        Op.setAttribute,
        drawing.node('a'),
        'animation',
        exported,
        Op.invoke,
        drawing.node('b'),
        'animate',
        [{ keyframes: [{ rotate: 0 }, { rotate: 45, opacity: 0.2 }], duration: 80, request: 3 }],
      ],
    })
    await told(stage, 'transitionend')
    expect(((await stage.frame.locator('.a').boundingBox())?.x ?? 0) | 0).toBe(30)
    await until(async () => (await stage.logs<{ request: number }>()).some(log => log.request === 3), 'the answer')
  })
})
