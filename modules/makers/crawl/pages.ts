import { CRAWL_PAGES_MAX } from '../limits.ts'
import type { CompiledFacts } from '../versions/store.ts'

/** Pages that are looked at: the first ones, as the program names them, and how many that leaves out. */
export function pagesToVisit({ pages }: Pick<CompiledFacts, 'pages'>): { pages: string[]; leftOut: number } {
  const some = pages.slice(0, CRAWL_PAGES_MAX)
  return { pages: some, leftOut: pages.length - some.length }
}
