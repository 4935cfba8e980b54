import type { City } from '@plaza/house'
import { tokenOf } from '@plaza/http'
import { reviewPicture, type Crawler } from '@plaza/makers'
import { crawlLimited, findChromium, hasSandbox } from '@plaza/program-crawl'
import { programOrigin } from '@plaza/programs'
import type { FastifyInstance } from 'fastify'

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** Which browser is to look, and whether it may do so without its own sandbox. */
export interface ReviewerWish {
  chromium?: string | undefined
  chromiumBare?: boolean
}

/**
 * What looks at programs in review: the Chromium of this machine, in a process of its own that finds no hosts but the city's
 * and the cage's. Programs are strangers' code, so it keeps its own sandbox unless the operator does without.
 */
export function crawlerOf(
  city: City,
  { chromium: named, chromiumBare = false }: ReviewerWish,
): Crawler | 'no_browser' | 'no_sandbox' {
  const chromium = named === 'none' ? undefined : findChromium(named)
  if (chromium === undefined) return 'no_browser'
  if (process.getuid?.() === 0 && !chromiumBare) return 'no_sandbox'
  const url = city.config.publicUrl
  const hosts = [url, programOrigin(city) ?? url].map(origin => new URL(origin).hostname)
  return (order, watch) => crawlLimited({ ...order, url, hosts, chromium, sandbox: !chromiumBare }, watch)
}

/** What looks at programs here, tried out: with its own sandbox, or why not. */
export async function probeReviewer({
  chromium: named,
  chromiumBare,
}: ReviewerWish): Promise<'sandboxed' | 'bare' | 'no_browser' | 'no_sandbox'> {
  const chromium = named === 'none' ? undefined : findChromium(named)
  if (chromium === undefined) return 'no_browser'
  if (chromiumBare) return 'bare'
  return (await hasSandbox(chromium)) ? 'sandboxed' : 'no_sandbox'
}

/** Pictures of pages in review, for operators. */
export function reviewPictures(app: FastifyInstance, city: City): void {
  const properties = { version: { type: 'string', pattern: UUID }, n: { type: 'integer', minimum: 0, maximum: 999 } }
  app.get<{ Params: { version: string; n: number } }>(
    '/review-pictures/:version/:n',
    { schema: { params: { type: 'object', properties } } },
    async (request, reply) => {
      const token = tokenOf(request.headers)
      const caller = token === undefined ? undefined : await city.authenticate(token)
      const picture = await reviewPicture(city, caller, request.params)
      if (!picture) return reply.status(404).send()
      return reply
        .type('image/jpeg')
        .header('cache-control', 'private, no-store')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(picture)
    },
  )
}
