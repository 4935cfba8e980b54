import { test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity } from './lib/city.ts'
import { openDevice, signIn } from './lib/device.ts'
import { open } from './lib/look.ts'
import { chatLine, log } from './lib/talk.ts'
test('x', async () => {
  await using city = await serveCity({ demo: true }); const b = await openChromium('/usr/bin/chromium')
  await using d = await openDevice(b, city.url, 'phone'); const page = d.page
  await signIn(page, 'lucia', 'harbour-1234'); await chatLine(page, 'Heron').click(); await log(page).locator('.bubble').last().waitFor(); const g = page.url()
  await page.setViewportSize({ width: 320, height: 720 })
  for (const [n, p] of Object.entries({ chats: '/chats', settings: '/me/settings', contacts: '/contacts', person: '/me' })) { await open(page, city.url + p, { theme: 'light', text: 200, language: 'es' }); await page.screenshot({ path: `/tmp/shots/s-${n}.png` }) }
  await open(page, g, { theme: 'light', text: 200, language: 'es' }); await page.screenshot({ path: '/tmp/shots/s-group.png' })
  await b.close()
})
