import { Op, type UiEvent } from '@plaza/program-wire'
import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { finger, pinch } from './program-view/fingers.ts'
import { GALLERY, GALLERY_SHEETS } from './program-view/gallery.ts'
import { get, style } from './program-view/look.ts'
import { buildFrame, openStage, until, type Stage } from './program-view/stage.ts'
import type { Drawing, Tree } from './program-view/drawing.ts'

// Every built-in component under a hand: fingers, mouse and keys.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('built-in components', () => {
  let browser: Browser

  beforeAll(async () => {
    await buildFrame()
    browser = await openChromium(chromium as string)
  })
  afterAll(() => browser?.close())

  const open = async (name: keyof typeof GALLERY, touch = true): Promise<[Stage, Drawing]> => {
    const stage = await openStage(browser, { styles: GALLERY_SHEETS, touch })
    return [stage, await stage.show(GALLERY[name] as Tree)]
  }
  const told = async (stage: Stage, type: string, count = 1) => {
    await until(async () => (await stage.events(type)).length >= count, `${count} ${type}`)
    return stage.events(type)
  }
  const details = async (stage: Stage, type: string, count = 1) =>
    (await told(stage, type, count)).map(event => event.detail)

  test('a form collects what its controls hold, and puts it back', async () => {
    const [stage, drawing] = await open('forms')
    await using _ = stage
    const { frame } = stage
    await frame.locator('input').first().fill('Ada')
    await frame.locator('textarea').fill('one\ntwo\nthree')
    await frame.getByText('Pear').tap()
    expect(await details(stage, 'change')).toEqual([{ value: ['apple', 'pear'] }])
    await frame.getByText('Large').tap()
    await frame.locator('wx-switch').first().tap()
    await told(stage, 'change', 3)
    await frame.getByText('Submit').tap()
    const [submit] = await told(stage, 'submit')
    expect(submit?.node).toBe(drawing.node('form'))
    expect(valueOf(submit)).toEqual({
      name: 'Ada',
      words: 'one\ntwo\nthree',
      fruits: ['apple', 'pear'],
      size: 'l',
      news: false,
      far: 40,
      one: 1,
    })
    expect(Number(await get(frame.locator('wx-textarea'), 'offsetHeight'))).toBeGreaterThan(60)
    await frame.getByText('Reset').tap()
    await told(stage, 'reset')
    await frame.getByText('Submit').tap()
    const [, again] = await told(stage, 'submit', 2)
    expect(valueOf(again)).toMatchObject({
      name: '',
      words: '',
      fruits: ['apple'],
      size: 's',
      news: true,
    })
  })

  test('a radio belongs to the nearest group, through components; a label to the nearest node of its name', async () => {
    const radio = (value: string) => ['radio', { value }, value] as const
    const named = (at: string) =>
      ['wx-row', {}, ['checkbox', { id: 'one', '#name': at }], ['label', { for: 'one' }, `For ${at}`]] as const
    const stage = await openStage(browser, { styles: GALLERY_SHEETS, touch: true })
    await using _ = stage
    const drawing = await stage.show([
      'view',
      {},
      [
        'radio-group',
        { 'on:change': 0, '#name': 'outer' },
        ['wx-row', {}, radio('A')],
        ['wx-row', {}, radio('B')],
        ['radio-group', { 'on:change': 0, '#name': 'inner' }, ['wx-row', {}, radio('C')]],
      ],
      named('first'),
      named('second'),
    ])
    const { frame } = stage
    for (const value of ['A', 'C', 'B']) await frame.getByText(value, { exact: true }).tap()
    const changes = (await told(stage, 'change', 3)).map(({ node, detail }) => [node, detail])
    const [outer, inner] = [drawing.node('outer'), drawing.node('inner')]
    expect(changes).toEqual([
      [outer, { value: 'A' }],
      [inner, { value: 'C' }],
      [outer, { value: 'B' }],
    ])
    expect(await frame.getByRole('radio', { checked: true }).allTextContents()).toEqual(['B', 'C'])
    await frame.getByText('For second').tap()
    expect(await frame.getByRole('checkbox', { checked: true }).count()).toBe(1)
    expect(await frame.getByRole('checkbox').last().getAttribute('aria-checked')).toBe('true')
  })

  test('a slider by finger and by key', async () => {
    const [stage] = await open('forms')
    await using _ = stage
    const slider = stage.frame.locator('wx-slider').first()
    const box = await slider.boundingBox()
    const y = (box?.y ?? 0) + (box?.height ?? 0) / 2
    await finger(stage, [
      [150, y],
      [250, y],
    ])
    const changes = await details(stage, 'change')
    expect((await stage.events('changing')).length).toBeGreaterThan(0)
    const value = (changes[0] as { value: number }).value
    expect(value).toBeGreaterThan(60)
    await slider.focus()
    await stage.page.keyboard.press('ArrowLeft')
    expect(await details(stage, 'change', 2)).toContainEqual({ value: value - 1 })
  })

  test('a picker opens its sheet; fingers, keys and words work', async () => {
    const [stage] = await open('forms')
    await using _ = stage
    const { frame, page } = stage
    await frame.getByText('Choose a fruit').tap()
    const dialog = frame.getByRole('dialog')
    await dialog.waitFor()
    await frame.getByText('A fruit', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await until(
      async () => (await frame.getByRole('spinbutton').getAttribute('aria-valuetext')) === 'Plum',
      'the next row',
    )
    await new Promise(done => setTimeout(done, 450))
    await frame.getByText('Confirm').tap()
    expect(await details(stage, 'change')).toEqual([{ value: '2' }])
    await frame.getByText('Choose a day').tap()
    await dialog.waitFor()
    expect(await frame.getByRole('spinbutton').count()).toBe(3)
    // Once the sheet has come up.
    await frame.getByRole('spinbutton').first().hover({ trial: true })
    const years = await frame.getByRole('spinbutton').first().boundingBox()
    const x = (years?.x ?? 0) + 30
    const y = (years?.y ?? 0) + 120
    await finger(
      stage,
      [
        [x, y],
        [x, y - 96],
      ],
      120,
    )
    await until(
      async () => (await frame.getByRole('spinbutton').first().getAttribute('aria-valuetext')) === '2028',
      'two years on',
    )
    await page.keyboard.press('Enter')
    expect((await details(stage, 'change', 2))[1]).toEqual({ value: '2028-02-28' })
    await frame.getByText('Choose a fruit').tap()
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await told(stage, 'cancel')
    expect(await dialog.count()).toBe(0)
  })

  test('a swiper by finger, around its end, and inside a page that scrolls', async () => {
    const [stage] = await open('boxes')
    await using _ = stage
    await finger(stage, [
      [300, 100],
      [60, 110],
    ])
    expect(await details(stage, 'change')).toEqual([{ current: 1, source: 'touch', currentItemId: 's1' }])
    await told(stage, 'animationfinish')
    await finger(stage, [
      [60, 100],
      [330, 100],
    ])
    await told(stage, 'animationfinish', 2)
    await finger(stage, [
      [60, 100],
      [330, 100],
    ])
    expect((await details(stage, 'change', 3))[2]).toMatchObject({ current: 2 })
    await finger(stage, [
      [200, 150],
      [205, 60],
    ])
    await until(async () => Number(await get(stage.frame.locator('.page'), 'scrollTop')) > 20, 'the page scrolls')
    expect(await stage.events('change')).toHaveLength(3)
  })

  test('a swiper by mouse', async () => {
    const [stage] = await open('boxes', false)
    await using _ = stage
    const { mouse } = stage.page
    await mouse.move(300, 100)
    await mouse.down()
    await mouse.move(80, 100, { steps: 6 })
    await mouse.up()
    expect(await details(stage, 'change')).toMatchObject([{ current: 1, source: 'touch' }])
  })

  test('a refresher of its own is seen only while it is pulled out', async () => {
    await using stage = await openStage(browser)
    const drawing = await stage.show([
      'scroll-view',
      { scrollY: true, refresherEnabled: true, refresherDefaultStyle: 'none', refresherThreshold: 60, '#name': 'pull' },
      ['view', { slot: 'refresher', style: 'height:60px' }, 'Looking'],
      ['view', { id: 'first', style: 'height:40px' }, 'First'],
    ])
    const top = async () => (await stage.frame.locator('#first').boundingBox())?.y ?? 0
    const before = await top()
    expect((await stage.frame.locator('wx-scroll-view').boundingBox())?.y).toBe(before)
    await stage.post({ t: 'ops', ops: [Op.setAttribute, drawing.node('pull'), 'refresherTriggered', true] })
    await until(async () => (await top()) === before + 60, 'the refresher')
    await stage.post({ t: 'ops', ops: [Op.setAttribute, drawing.node('pull'), 'refresherTriggered', false] })
    await until(async () => (await top()) === before, 'it went back')
  })

  test('what is written in fields keeps to their padding', async () => {
    await using stage = await openStage(browser)
    await stage.show([
      'view',
      {},
      ['input', { style: 'padding:10px 20px;width:200px;height:40px', placeholder: 'Name' }],
      ['textarea', { style: 'padding:10px 20px;width:200px;height:80px', placeholder: 'Note' }],
    ])
    const left = async (selector: string) => (await stage.frame.locator(selector).boundingBox())?.x ?? 0
    const padding = (selector: string) => style(stage.frame.locator(selector), 'padding-left')
    expect(await left('wx-input .hint')).toBe(await left('wx-input'))
    expect([
      await padding('wx-input .hint'),
      await padding('wx-input > input'),
      await padding('wx-textarea .hint'),
    ]).toEqual(['20px', '20px', '20px'])
    expect(await left('wx-textarea > textarea')).toBe((await left('wx-textarea')) + 20)
  })

  test('a scroll-view scrolls across, tells its end and goes where it is told', async () => {
    const [stage, drawing] = await open('boxes')
    await using _ = stage
    await stage.post({ t: 'ops', ops: [Op.setAttribute, drawing.node('across'), 'scrollIntoView', 'cell5'] })
    await until(async () => (await stage.events('scroll')).length > 0, 'a scroll')
    expect((await stage.events('scroll')).at(-1)?.detail).toMatchObject({ scrollLeft: 540 })
    await stage.post({
      t: 'ops',
      ops: [Op.invoke, drawing.node('across'), 'scrollTo', [{ left: 5_000, animated: false }]],
    })
    expect(await details(stage, 'scrolltolower')).toEqual([{ direction: 'right' }])
  })

  test('a movable-view follows the finger and stays in its area', async () => {
    const [stage] = await open('more')
    await using _ = stage
    await finger(
      stage,
      [
        [60, 100],
        [160, 140],
      ],
      100,
    )
    await until(async () => (await stage.events('change')).length > 0, 'a change')
    expect((await lastPlace(stage)).x).toBeGreaterThan(90)
    await finger(
      stage,
      [
        [160, 140],
        [900, 900],
      ],
      100,
    )
    await until(async () => (await lastPlace(stage)).x > 250, 'the edge')
    const last = await lastPlace(stage)
    expect(last.x).toBeLessThanOrEqual(357 - 60)
    expect(last.y).toBeLessThanOrEqual(140 - 60)
  })

  test('wheels in the page', async () => {
    const [stage, drawing] = await open('more')
    await using _ = stage
    const wheels = await stage.frame.locator('wx-picker-view').boundingBox()
    const changes = async () => (await stage.events('change')).filter(event => event.node === drawing.node('wheels'))
    const x = (wheels?.x ?? 0) + 60
    const y = (wheels?.y ?? 0) + 90
    await finger(
      stage,
      [
        [x, y],
        [x, y - 88],
      ],
      120,
    )
    await until(async () => (await changes()).length > 0, 'a change')
    expect((await changes()).at(-1)?.detail).toEqual({ value: [3, 2] })
    await told(stage, 'pickend')
  })

  test('a map asks for its tiles, pans, zooms, and answers its context', async () => {
    const [stage, drawing] = await open('more')
    await using _ = stage
    const asked = () => stage.page.evaluate<string[]>('host.asked')
    await until(async () => (await asked()).some(src => /^plaza:tile\/14\/\d+\/\d+$/.test(src)), 'tiles')
    const box = await stage.frame.locator('wx-map').boundingBox()
    const [x, y] = [(box?.x ?? 0) + 195, (box?.y ?? 0) + 120]
    await stage.page.touchscreen.tap(x, y - 12)
    expect(await details(stage, 'markertap')).toMatchObject([{ markerId: 7 }])
    await stage.page.touchscreen.tap(x, y - 60)
    expect(await details(stage, 'callouttap')).toEqual([{ markerId: 7 }])
    await stage.page.touchscreen.tap(30, y + 80)
    expect(await details(stage, 'tap')).toMatchObject([{ latitude: expect.any(Number) }])
    await finger(
      stage,
      [
        [x, y + 40],
        [x - 100, y + 40],
      ],
      120,
    )
    const moved = (await told(stage, 'regionchange', 2)).at(-1)?.detail as { centerLocation: { longitude: number } }
    expect(moved.centerLocation.longitude).toBeGreaterThan(113.32)
    await pinch(stage, [x, y], 60, 180)
    await stage.post({ t: 'ops', ops: [Op.invoke, drawing.node('map'), 'getScale', [{ request: 9 }]] })
    await until(async () => (await stage.logs<{ t: string }>()).some(log => log.t === 'answer'), 'the answer')
    const answer = (await stage.logs<{ t: string; results: { scale: number }[] }>()).find(log => log.t === 'answer')
    expect(answer?.results[0]?.scale).toBeGreaterThan(15)
  })

  test('an editor writes, formats and gives its contents', async () => {
    const [stage, drawing] = await open('more')
    await using _ = stage
    await told(stage, 'ready')
    const paper = stage.frame.getByRole('textbox')
    await paper.scrollIntoViewIfNeeded()
    await paper.tap()
    await stage.page.keyboard.type('Hello')
    await told(stage, 'input')
    const node = drawing.node('editor')
    await stage.post({
      t: 'ops',
      ops: [
        Op.invoke,
        node,
        'setContents',
        [{ html: '<p>A <b>b</b><script>1</script></p>', request: 1 }],
        Op.invoke,
        node,
        'getContents',
        [{ request: 2 }],
      ],
    })
    type Answer = { t: string; request: number; results: { html: string; text: string }[] }
    await until(async () => (await stage.logs<Answer>()).some(log => log.request === 2), 'the contents')
    const contents = (await stage.logs<Answer>()).find(log => log.request === 2)?.results[0]
    expect(contents?.html).toBe('<p>A <b>b</b></p>')
  })
})

/** What a form told. */
function valueOf(event: UiEvent | undefined): unknown {
  return (event as { detail: { value: unknown } } | undefined)?.detail.value
}

/** Where the last `change` said that something is. */
async function lastPlace(stage: Stage): Promise<{ x: number; y: number }> {
  const last = (await stage.events('change')).at(-1)
  return last?.detail as { x: number; y: number }
}
