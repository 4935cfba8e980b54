import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import sharp from 'sharp'

/** Draws `public/icon.svg` as the PNG icons phones want. Run by hand when the logo changes; needs CHROMIUM_PATH. */
const folder = new URL('../public/', import.meta.url)
const svg = readFileSync(new URL('icon.svg', folder), 'utf8')
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
/** Maskable: phones cut their own shape, so the colour goes to the edge. */
const drawings = [
  { name: 'icon-192', size: 192, drawing: svg },
  { name: 'icon-512', size: 512, drawing: svg },
  { name: 'icon-maskable', size: 512, drawing: svg.replace('rx="116"', '') },
]
for (const { name, size, drawing } of drawings) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`)
  const drawn = await page.screenshot({ omitBackground: true })
  writeFileSync(new URL(`${name}.png`, folder), await sharp(drawn).png({ compressionLevel: 9, effort: 10 }).toBuffer())
}
await browser.close()
