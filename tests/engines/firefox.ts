import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@plaza/testkit'
import { WebSocket } from 'ws'
import { asText, clickActions, COOKIE, keyActions, persist, WINDOW, type Driver } from './driver.ts'

/** Nothing but what a test asks for goes over the net, and no page of the browser's own comes between. */
const SETTINGS = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'intl.accept_languages': 'en-GB',
}

interface Answer {
  id?: number
  type: string
  result?: unknown
  error?: string
  message?: string
}

/** Firefox by WebDriver BiDi, spoken over its socket. */
export async function openFirefoxDriver(binary: string): Promise<Driver> {
  const profile = mkdtempSync(path.join(tmpdir(), 'plaza-firefox-'))
  const settings = Object.entries(SETTINGS).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`)
  writeFileSync(path.join(profile, 'user.js'), settings.join('\n'))
  const port = await freePort()
  const args = ['--headless', '--no-remote', '--profile', profile, `--remote-debugging-port=${port}`, 'about:blank']
  const child = spawn(binary, args, { stdio: 'ignore', env: { ...process.env, HOME: profile } })
  const socket = await persist(() => connect(`ws://127.0.0.1:${port}/session`))
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  const ask = <T>(method: string, params: object = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, answer => {
        waiting.delete(id)
        if (answer.type === 'success') resolve(answer.result as T)
        else reject(new Error(`${method}: ${answer.error} ${answer.message}`))
      })
      socket.send(JSON.stringify({ id, method, params }))
    })

  const session = await ask<{ capabilities: { browserVersion: string } }>('session.new', { capabilities: {} })
  const { contexts } = await ask<{ contexts: { context: string }[] }>('browsingContext.getTree')
  const { context } = contexts[0]!
  await ask('browsingContext.setViewport', { context, viewport: WINDOW })
  return {
    name: `Firefox ${session.capabilities.browserVersion}`,
    async signIn(url, value) {
      const { hostname } = new URL(url)
      const cookie = {
        name: COOKIE,
        value: { type: 'string', value },
        domain: hostname,
        httpOnly: true,
        sameSite: 'lax',
      }
      await ask('storage.setCookie', { cookie })
    },
    async open(url) {
      await ask('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async run<T>(expression: string) {
      const answer = await ask<{ type: string; result?: { value?: string }; exceptionDetails?: { text: string } }>(
        'script.evaluate',
        { expression: asText(expression), target: { context }, awaitPromise: true, resultOwnership: 'none' },
      )
      if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text ?? 'the script failed')
      return JSON.parse(answer.result?.value ?? 'null') as T
    },
    async type(text) {
      await ask('input.performActions', { context, actions: keyActions(text) })
    },
    async click(x, y) {
      await ask('input.performActions', { context, actions: clickActions(x, y) })
    },
    async [Symbol.asyncDispose]() {
      await ask('browser.close').catch(() => {})
      socket.close()
      child.kill()
      await new Promise(done => (child.exitCode === null ? child.once('exit', done) : done(undefined)))
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function connect(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}
