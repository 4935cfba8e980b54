import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'

const KEPT = fileURLToPath(new URL('../pictures', import.meta.url))
/** Pictures are kept and compared at half their size: the edge of a letter that begins a third of a pixel later is no change. */
const SCALE = 0.5
/** Pixels that may differ, of all. */
const SHARE_MAX = 0.001
/** How different a pixel has to be, from 0 to 1. */
const THRESHOLD = 0.15
/** What is new each time: codes, what time gives back, what residents say and read meanwhile, and what was read before. */
const CHANGING =
  ':is(nav, .page):not([inert]) :is([role=log], .tab, .badge, .chat-line, .balance-amount, .qr, .qr-frame, .code-box, .pay-bars)'
/** A picture that is still drawn is taken again so often. */
const TRIES_MAX = 4
const AGAIN_MS = 150

/** What a screen looks like, kept in the repository; `PLAZA_KEEP_PICTURES=1` keeps how it looks now instead. */
export class Album {
  /** Whether how the screens look now is kept. */
  readonly keeps = process.env['PLAZA_KEEP_PICTURES'] === '1'

  /** What the fonts and the browser of this machine draw, in a word; pictures of another machine are no measure. */
  static async hand(browser: Browser): Promise<string> {
    const page = await browser.newPage({ viewport: { width: 400, height: 200 } })
    try {
      await page.setContent(
        '<p style="font: 20px system-ui">Plaza Ññ 广场 🚲</p><p style="font: 600 16px sans-serif">0123</p>',
      )
      return createHash('sha256')
        .update(await page.screenshot())
        .digest('hex')
        .slice(0, 12)
    } finally {
      await page.close()
    }
  }

  /** Whether pictures of that hand are here, or are about to be. */
  has(hand: string): boolean {
    return this.keeps || existsSync(path.join(KEPT, `${hand}.hand`))
  }

  begin(hand: string): void {
    if (!this.keeps) return
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(path.join(KEPT, `${hand}.hand`), '')
  }

  /** What is different about the picture of this name, if anything; the one that was taken is then left beside the kept one. */
  async differs(page: Page, name: string): Promise<string | undefined> {
    const file = path.join(KEPT, `${name}.webp`)
    const kept = existsSync(file) ? await pixels(file) : undefined
    for (let tries = 1; ; tries++) {
      const mask = [page.locator(CHANGING)]
      const taken = await half(await page.screenshot({ animations: 'disabled', caret: 'hide', mask }))
      if (this.keeps) return void (await sharp(taken).webp(HOW).toFile(file))
      if (!kept) return `${name}: there is no picture of it`
      const now = await pixels(taken)
      const { width, height } = kept.info
      const fits = now.info.width === width && now.info.height === height
      const off = fits
        ? pixelmatch(kept.data, now.data, undefined, width, height, { threshold: THRESHOLD })
        : width * height
      if (off <= width * height * SHARE_MAX) return undefined
      if (tries < TRIES_MAX) {
        await page.waitForTimeout(AGAIN_MS)
        continue
      }
      await sharp(taken)
        .webp({ lossless: true })
        .toFile(path.join(KEPT, `${name}.now.webp`))
      return `${name}: ${off} of ${width * height} pixels are different`
    }
  }
}

const HOW = { nearLossless: true, quality: 40, effort: 4 }

async function half(picture: Buffer): Promise<Buffer> {
  const { width } = await sharp(picture).metadata()
  return sharp(picture)
    .resize(Math.round(width * SCALE))
    .png({ compressionLevel: 1 })
    .toBuffer()
}

const pixels = (picture: Buffer | string) => sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
