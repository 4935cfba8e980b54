import { findChromium } from '@plaza/testkit'
import { ask, openBrowser, openTab, signedIn } from './browser.ts'
import { buildTown } from './town.ts'
await using town = await buildTown()
const browser = await openBrowser(findChromium() as string)
await using context = await signedIn(browser, town.url, town.lee.token)
const { page, cdp } = await openTab(context, { cpu: true })
await page.goto(town.url)
await ask(page, 'probes.start(4000)')
await page.goto(`${town.url}/chats/${town.lee.chats[0]}`)
const field = page.getByRole('textbox', { name: 'Message', exact: true })
await field.fill('x')
await page.waitForTimeout(1500)
await cdp.send('Profiler.enable')
await cdp.send('Profiler.setSamplingInterval', { interval: 100 })
await cdp.send('Profiler.start')
await page.locator('button.send').tap()
await page.waitForTimeout(100)
const { profile } = await cdp.send('Profiler.stop')
const byId = new Map(profile.nodes.map(n => [n.id, n]))
const self = new Map<number, number>()
profile.samples!.forEach((id, i) => self.set(id, (self.get(id) ?? 0) + (profile.timeDeltas![i] ?? 0)))
const total = (id: number): number => (self.get(id) ?? 0) + (byId.get(id)!.children ?? []).reduce((s, c) => s + total(c), 0)
const show = (id: number, depth: number) => {
  const n = byId.get(id)!
  const t = total(id)
  if (t < 1500) return
  const f = n.callFrame
  console.log(`${' '.repeat(depth)}${(t / 1000).toFixed(1)} ${f.functionName || '(anon)'} ${f.url.split('/').pop()}:${f.lineNumber + 1}:${f.columnNumber}`)
  for (const c of (n.children ?? []).toSorted((a, b) => total(b) - total(a))) show(c, depth + 1)
}
show(profile.nodes[0]!.id, 0)
await browser.close()
process.exit(0)
