import { findChromium } from '@plaza/testkit'
import { readFileSync } from 'node:fs'
import { ask, openBrowser, openTab, signedIn } from './browser.ts'
import { buildTown } from './town.ts'
await using town = await buildTown()
const browser = await openBrowser(findChromium() as string)
await using context = await signedIn(browser, town.url, town.lee.token)
const { page } = await openTab(context, { cpu: true })
await page.goto(town.url)
await ask(page, 'probes.start(4000)')
await page.goto(`${town.url}/chats/${town.lee.chats[0]}`)
const field = page.getByRole('textbox', { name: 'Message', exact: true })
await field.fill('x')
await page.waitForTimeout(1500)
await browser.startTracing(page, { path: '/tmp/trace.json', categories: ['devtools.timeline', 'disabled-by-default-v8.compile', 'v8', 'blink.user_timing', 'disabled-by-default-devtools.timeline'] })
for (let i = 0; i < 12; i++) {
  await field.fill(`On my way ${i}`)
  await page.waitForTimeout(150)
  await page.locator('button.send').tap()
  await page.waitForTimeout(400)
}
await browser.stopTracing()
const { traceEvents } = JSON.parse(readFileSync('/tmp/trace.json', 'utf8')) as { traceEvents: any[] }
const clicks = traceEvents.filter(e => e.name === 'EventDispatch' && e.args.data.type === 'click').sort((a, b) => a.ts - b.ts)
for (const click of clicks) {
  const { tid, pid, ts } = click
  const end = ts + 250_000
  const mine = traceEvents.filter(e => e.tid === tid && e.pid === pid && e.ph === 'X' && e.ts >= ts - 1000 && e.ts < end)
  const commit = mine.filter(e => e.name === 'Commit' || e.name === 'Layerize' || e.name === 'Paint').map(e => e.ts + (e.dur ?? 0)).sort((a, b) => a - b)
  const sums: Record<string, number> = {}
  for (const e of mine.filter(e => e.ts < ts + 120_000)) sums[e.name] = (sums[e.name] ?? 0) + (e.dur ?? 0)
  console.log('click', (click.dur / 1000).toFixed(1), 'first paint end', ((commit[0] ?? 0) - ts) / 1000, Object.entries(sums).filter(([, v]) => v > 800).sort((a, b) => b[1] - a[1]).map(([k, v]) => `${k} ${(v / 1000).toFixed(1)}`).slice(0, 14).join(', '))
}
await browser.close()
process.exit(0)
