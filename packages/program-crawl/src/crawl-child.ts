import { crawl, type CrawlOrder } from './crawl.ts'
import type { Said } from './limited.ts'

// The process in which a stranger's program is looked at: one order in, a word for each page and one at the end. See limited.ts.
process.once('message', (order: CrawlOrder) => {
  crawl(order, page => say({ page })).then(
    () => leave({ how: 'done' }),
    (error: unknown) => leave({ how: 'failed', why: error instanceof Error ? error.message : String(error) }),
  )
})

const say = (said: Said) => process.send?.(said)
const leave = (end: Extract<Said, { end: unknown }>['end']) => process.send?.({ end }, () => process.exit(0))
