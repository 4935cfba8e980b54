import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { openStage, until } from './program-view/stage.ts'

// A program's page as the cage shows it: a Worker that a test plays says operations, a person touches what they made.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('the view of a program', () => {
  let browser: Browser

  beforeAll(async () => {
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
})
