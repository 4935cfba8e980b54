import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, startChild } from '@plaza/child'
import type { Crawled, CrawlOrder } from './crawl.ts'
import { CRAWL_MS_MAX, END_MS_MAX } from './limits.ts'

/** How a crawl ended: all pages were visited, its time was over, it may not begin without a sandbox, or it broke. */
export type CrawlEnd =
  | { readonly how: 'done' | 'cut' | 'no_sandbox' }
  | { readonly how: 'failed'; readonly why: string }

/** What the process says: of a page, or that it is over. */
export type Said = { readonly page: Crawled } | { readonly end: CrawlEnd }

/**
 * Crawls in a process of its own, which has no environment, no files but a folder that is gone afterwards, and a time that it
 * does not pass. What it said of pages until then counts. Rejects when `signal` says that nobody wants it any more.
 */
export async function crawlLimited(
  order: CrawlOrder,
  { tell, wallMs = CRAWL_MS_MAX, signal }: { tell: (page: Crawled) => void; wallMs?: number; signal?: AbortSignal },
): Promise<CrawlEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'plaza-look-'))
  const child = startChild(new URL('./crawl-child', import.meta.url), import.meta.url, {
    env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder },
  })
  try {
    return await new Promise<CrawlEnd>((resolve, reject) => {
      const clock = setTimeout(() => resolve({ how: 'cut' }), wallMs)
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      child.on('message', (said: Said) => ('page' in said ? tell(said.page) : resolve(said.end)))
      child.on('exit', (code, by) => resolve({ how: 'failed', why: `the crawl ended without a word (${by ?? code})` }))
      child.on('error', reject)
      child.once('close', () => clearTimeout(clock))
      child.send(order)
    })
  } finally {
    // It ends its browser first; one that hangs loses the pipe to it, and ends by that.
    await endChild(child, END_MS_MAX)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  }
}
