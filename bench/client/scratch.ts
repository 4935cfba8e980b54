import { readFileSync } from 'node:fs'
import { openBrowser, openTab, signedIn, ask, slowDown } from './browser.ts'
const town = JSON.parse(readFileSync('/tmp/town.json', 'utf8'))
const mode = process.argv[2]
const browser = await (await import('playwright-core')).chromium.launch({executablePath:'/usr/bin/chromium', headless:true, args:['--no-sandbox','--disable-gpu','--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets']})
const context = await signedIn(browser, town.url, mode === 'list' ? town.ona.token : town.lee.token)
if (process.argv[3] !== 'min') await context.route(u => !/\/(api|ws|media)/.test(u.pathname), route => {
  const p = new URL(route.request().url()).pathname
  const file = /\.\w+$/.test(p) ? p : '/index.html'
  void route.fulfill({ path: '/tmp/webdist' + file, headers: {'content-type': file.endsWith('.js') ? 'text/javascript' : file.endsWith('.css') ? 'text/css' : file.endsWith('.html') ? 'text/html' : file.endsWith('svg') ? 'image/svg+xml' : 'application/octet-stream' } })
})
if (process.argv[3] !== 'min') await context.grantPermissions(['local-network-access' as any]).catch(e => console.log(e.message))
const { page, cdp } = await openTab(context)
page.on('pageerror', e => console.log(e.message)); page.on('console', m => console.log(m.text())); page.on('requestfailed', r => console.log(r.url(), r.failure()?.errorText))
const prof = async (what: string, act: () => Promise<unknown>) => {
  await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', { interval: 100 }); await cdp.send('Profiler.start')
  await act()
  const { profile } = await cdp.send('Profiler.stop')
  const self = new Map<string, number>(), total = new Map<string, number>()
  const byId = new Map(profile.nodes.map(n => [n.id, n]))
  const parent = new Map<number, number>(); for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id)
  profile.samples!.forEach((id, i) => {
    const dt = profile.timeDeltas![i]! / 1000
    const name = (n: any) => `${n.callFrame.functionName || '(anon)'} ${n.callFrame.url.split('/').pop()}:${n.callFrame.lineNumber + 1}`
    const n = byId.get(id)!; self.set(name(n), (self.get(name(n)) ?? 0) + dt)
    const seen = new Set<string>(); for (let x: number | undefined = id; x !== undefined; x = parent.get(x)) { const k = name(byId.get(x)); if (!seen.has(k)) { seen.add(k); total.set(k, (total.get(k) ?? 0) + dt) } }
  })
  const show = (m: Map<string, number>) => [...m].sort((a, b) => b[1] - a[1]).slice(0, 28).map(([k, v]) => `   ${v.toFixed(1)} ${k}`).join('\n')
  console.log(what, '\nself:\n' + show(self), '\ntotal:\n' + show(total))
}
if (mode === 'list') {
  await page.goto(town.url); console.log('went'); await page.locator('.chat-line').first().waitFor({timeout: 15000}); await page.waitForTimeout(5000); console.log('seen')
  await cdp.send('Performance.enable')
  const m = async () => { const { metrics } = await cdp.send('Performance.getMetrics'); return Object.fromEntries(metrics.map(x => [x.name, x.value])) }
  const a = await m(); await fetch('http://127.0.0.1:7911/?n=100&gap=40'); const b = await m()
  for (const k of ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration', 'LayoutCount', 'RecalcStyleCount', 'V8CompileDuration']) console.log(k, ((b[k]! - a[k]!) * (k.endsWith('Count') ? 1 : 10)).toFixed(2))
  await prof('list', () => fetch('http://127.0.0.1:7911/?n=100&gap=40'))
}
if (mode === 'send') {
  await page.goto(town.url + '/chats/' + town.lee.chats[0]); await page.waitForTimeout(2000)
  await slowDown(cdp, { cpu: true })
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  const run = async (n: number) => { const t: number[] = []; for (let i = 0; i < n; i++) { const text = `Way ${Math.random()}`; await field.fill(text); await ask(page, `void (probes.timing = probes.untilPainted(probes.bubbleWith(${JSON.stringify(text)})))`); await page.locator('button.send').tap(); t.push(await ask(page, 'probes.timing')); await page.waitForTimeout(100) } return t.map(Math.round).sort((a, b) => a - b).join(' ') }
  console.log(await run(20))
  await prof('send', async () => console.log(await run(20)))
}
if (mode === 'scroll') {
  await page.goto(town.url + '/chats/' + town.lee.long); await page.waitForTimeout(2500)
  console.log(await ask(page, 'probes.scrollUp(60, 240)'))
  console.log(await ask(page, 'probes.readUp(2500, 500)'))
}
await browser.close()
