import { isNoSandbox } from './chromium.ts'
import { crawl, type CrawlOrder } from './crawl.ts'
import type { CrawlEnd, Said } from './limited.ts'

// The process in which a stranger's program is looked at: one order in, a word for each page and one at the end. See limited.ts.
process.once('message', (order: CrawlOrder) => {
  crawl(order, page => say({ page })).then(
    () => leave({ how: 'done' }),
    (error: unknown) => leave(endBy(error)),
  )
})

const endBy = (error: unknown): CrawlEnd =>
  isNoSandbox(error)
    ? { how: 'no_sandbox' }
    : { how: 'failed', why: error instanceof Error ? error.message : String(error) }
const say = (said: Said) => process.send?.(said)
const leave = (end: CrawlEnd) => process.send?.({ end }, () => process.exit(0))
