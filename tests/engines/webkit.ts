import { spawn, type ChildProcess } from 'node:child_process'
import { freePort } from '@plaza/testkit'
import { asText, clickActions, COOKIE, keyActions, persist, WINDOW, type Driver } from './driver.ts'

export interface WebkitPaths {
  readonly driver: string
  readonly browser: string
  /** A screen in memory: WebKitGTK has no mode without a window. */
  readonly screen: string
}

/** WebKitGTK by WebDriver, on a screen in memory. */
export async function openWebkitDriver(paths: WebkitPaths): Promise<Driver> {
  const { child: screen, display } = await openScreen(paths.screen)
  const port = await freePort()
  const env = {
    ...process.env,
    DISPLAY: display,
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    // Its sandbox refuses to run as root, as containers do; that of the page has nothing to do with it.
    ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
  }
  const driver = spawn(paths.driver, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env })
  const ask = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } }
    if (!answer.ok) throw new Error(`${path}: ${value.error} ${value.message}`)
    return value
  }
  await persist(() => ask('GET', '/status'))
  const options = { binary: paths.browser, args: ['--automation'] }
  const { sessionId, capabilities } = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>(
    'POST',
    '/session',
    { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } },
  )
  const at = `/session/${sessionId}`
  await ask('POST', `${at}/timeouts`, { script: 60_000, pageLoad: 60_000 })
  await ask('POST', `${at}/window/rect`, { ...WINDOW, x: 0, y: 0 }).catch(() => {})
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    async signIn(url, value) {
      // A cookie can only be given to the site that is open.
      await ask('POST', `${at}/url`, { url: `${url}/healthz` })
      await ask('POST', `${at}/cookie`, { cookie: { name: COOKIE, value, path: '/', httpOnly: true, sameSite: 'Lax' } })
    },
    async open(url) {
      await ask('POST', `${at}/url`, { url })
    },
    async run<T>(expression: string) {
      const script = `const done = arguments[arguments.length - 1];
        ${asText(expression)}.then(done, error => done('!' + error))`
      const text = await ask<string>('POST', `${at}/execute/async`, { script, args: [] })
      if (text.startsWith('!')) throw new Error(text.slice(1))
      return JSON.parse(text) as T
    },
    async type(text) {
      await ask('POST', `${at}/actions`, { actions: keyActions(text) })
    },
    async click(x, y) {
      await ask('POST', `${at}/actions`, { actions: clickActions(x, y) })
    },
    async [Symbol.asyncDispose]() {
      await ask('DELETE', at).catch(() => {})
      await end(driver)
      await end(screen)
    },
  }
}

async function openScreen(path: string): Promise<{ child: ChildProcess; display: string }> {
  const size = `${WINDOW.width + 100}x${WINDOW.height + 200}x24`
  const child = spawn(path, ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    child.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
    child.once('exit', () => reject(new Error('there is no screen')))
  })
  return { child, display: `:${number}` }
}

async function end(child: ChildProcess): Promise<void> {
  child.kill()
  await new Promise(done =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(undefined),
  )
}
