import { demoCustomers, DEMO_PIN } from '@plaza/bank'
import { CHROMIUM_ARGS, findChromium } from '@plaza/testkit'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBank, type OpenBank } from './scene.ts'

const RETURN = 'https://plaza.example.org/wallet/linked?from=bank'
const executablePath = findChromium()
let scene: OpenBank
beforeAll(async () => {
  scene = await openBank()
})
afterAll(() => scene[Symbol.asyncDispose]())

const json = { 'content-type': 'application/json' }
const ask = (returnUrl: string) =>
  scene.channel('/consents', { body: JSON.stringify({ returnUrl, state: 'tied & "safe"' }), headers: json })
async function begin(): Promise<{ consent: string; url: string }> {
  return (await (await ask(RETURN)).json()) as { consent: string; url: string }
}
const post = (url: string, step: string, form: Record<string, string>) =>
  fetch(`${url}/${step}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
const exchange = (consent: string, code: string) =>
  scene.channel(`/consents/${consent}/token`, { body: JSON.stringify({ code }), headers: json })
async function signIn(url: string, number: string, pin = DEMO_PIN) {
  const answer = await post(url, 'sign-in', { number, pin })
  const text = await answer.text()
  return { status: answer.status, text, pass: /name="pass" value="([^"]+)"/.exec(text)?.[1] ?? '' }
}

test('a customer agrees; the city gets a token for the code, once, and nothing that signs in', async () => {
  const [anna] = demoCustomers
  const { consent, url } = await begin()
  const { pass } = await signIn(url, anna?.number ?? '')
  const decided = await post(url, 'decide', { pass, iban: anna?.iban ?? '', answer: 'yes' })
  expect(decided.status).toBe(303)
  const back = new URL(decided.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe('https://plaza.example.org/wallet/linked')
  expect(back.searchParams.get('state')).toBe('tied & "safe"')
  expect(back.searchParams.get('from')).toBe('bank')
  const code = back.searchParams.get('code') ?? ''
  expect((await exchange(consent, 'wrong')).status).toBe(409)
  const tries = await Promise.all([1, 2, 3].map(() => exchange(consent, code)))
  expect(tries.map(answer => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  const given = (await tries.find(answer => answer.status === 200)?.json()) as Record<string, string>
  expect(given).toMatchObject({ iban: anna?.iban, holder: 'Lucía Ferrer', currency: 'EUR' })
  expect(JSON.stringify(given)).not.toMatch(new RegExp(`${DEMO_PIN}|${anna?.number}`))
  // The link is used up.
  expect((await fetch(url)).status).toBe(410)
  expect((await post(url, 'decide', { pass, iban: anna?.iban ?? '', answer: 'yes' })).status).toBe(410)
})

test('a customer declines', async () => {
  const { url } = await begin()
  const { pass } = await signIn(url, '10002')
  const decided = await post(url, 'decide', { pass, iban: '', answer: 'no' })
  expect(new URL(decided.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied')
})

test('nobody agrees for another’s account, or without the pass of the one who signed in', async () => {
  const { url } = await begin()
  const { pass } = await signIn(url, '10002')
  const [anna, bo] = demoCustomers
  expect((await post(url, 'decide', { pass, iban: anna?.iban ?? '', answer: 'yes' })).status).toBe(200)
  expect((await post(url, 'decide', { pass: 'guess', iban: bo?.iban ?? '', answer: 'yes' })).status).toBe(200)
})

test.each([
  'https://evil.example/',
  'https://plaza.example.org.evil.example/',
  'https://plaza.example.org@evil.example/',
  'javascript:alert(1)',
  'not an address',
])('the bank sends nobody to %s', async address => {
  expect((await ask(address)).status).toBe(400)
})

test('the fifth wrong PIN locks, also for the right one and for tries at the same time', async () => {
  const { url } = await begin()
  const wrong = await Promise.all(Array.from({ length: 5 }, () => signIn(url, '10005', '0000')))
  expect(wrong.map(answer => answer.status)).toEqual([403, 403, 403, 403, 403])
  const right = await signIn(url, '10005')
  expect(right.status).toBe(403)
  expect(right.text).toContain('15 minutes')
})

test('a form of another kind than the page’s is no way in', async () => {
  const { url } = await begin()
  const sent = (body: string) => fetch(`${url}/sign-in`, { method: 'POST', headers: json, body })
  expect((await sent('{"number":10001,"pin":{"$ne":""}}')).status).toBe(403)
  expect((await fetch(`${url}/decide`, { method: 'POST' })).status).toBe(200)
})

test('the page speaks three languages and runs no script', async () => {
  const { url } = await begin()
  const page = async (language: string) => fetch(url, { headers: { 'accept-language': language } })
  expect(await (await page('es-MX,en')).text()).toContain('Número de cliente')
  expect(await (await page('fr, zh-CN')).text()).toContain('<html lang="zh">')
  expect(await (await fetch(`${url}?lang=en`, { headers: { 'accept-language': 'es' } })).text()).toContain(
    'Customer number',
  )
  const policy = (await page('en')).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("form-action 'self' https://plaza.example.org;")
})

describe.runIf(executablePath)('in a browser', () => {
  test(
    'a customer agrees and an operator sets a mood, on pages free of accessibility faults',
    { timeout: 60_000 },
    async () => {
      await scene.again() // with nothing counted of the tries before
      const browser = await chromium.launch({ executablePath: executablePath as string, args: [...CHROMIUM_ARGS] })
      try {
        const page = await browser.newPage({ viewport: { width: 360, height: 740 }, bypassCSP: true })
        const axe = createRequire(import.meta.url).resolve('axe-core')
        const faults = async () => {
          await page.addScriptTag({ path: axe })
          const found = await page.evaluate('axe.run()')
          return (found as { violations: { id: string }[] }).violations.map(violation => violation.id)
        }
        const { url } = await begin()
        for (const language of ['en', 'es', 'zh']) {
          await page.goto(`${url}?lang=${language}`)
          expect(await faults()).toEqual([])
        }
        await page.goto(url)
        await page.fill('#number', '10011')
        await page.fill('#pin', DEMO_PIN)
        await page.keyboard.press('Enter')
        await page.waitForSelector('input[name=iban]')
        expect(await page.textContent('body')).toContain('李雷')
        expect(await faults()).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
        await page.goto(`${scene.bank.url}/control`)
        expect(await faults()).toEqual([])
        // The same with the page's own security policy, which axe cannot work under.
        const strict = await browser.newPage()
        await strict.goto(url)
        await strict.fill('#number', '10011')
        await strict.fill('#pin', DEMO_PIN)
        await strict.click('button')
        // There is no such city: that the browser asks for it is what the policy must let it do.
        const back = strict.waitForRequest(/plaza\.example\.org.*code=/)
        await strict.click('button[value=yes]')
        await back
        // In a page of its own: that one is still on its way to where nobody is.
        const desk = await browser.newPage()
        await desk.goto(`${scene.bank.url}/control`)
        await desk.check('input[name=double]')
        await desk.click('button')
        await desk.waitForLoadState()
        expect(await desk.isChecked('input[name=double]')).toBe(true)
        expect(await (await scene.control('/mood')).json()).toMatchObject({ double: true, silent: false, refuse: null })
      } finally {
        await browser.close()
      }
    },
  )
})
