import type { City } from '@plaza/house'
import { RateLimit, tokenOf } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import { THEMES, tileOf, type Theme } from '@plaza/map'
import type { FastifyInstance } from 'fastify'

/** A large window that is moved about quickly. */
const TILES_PER_MINUTE = 2_400
const number = { type: 'integer', minimum: 0, maximum: 2 ** 20 }

/**
 * `GET /map/:version/:theme/:z/:x/:y.webp`: a tile of the city's map, for whoever is signed in. The version is that of the
 * map which is there now, whatever was asked for: a browser keeps what it has for good.
 */
export function mapTiles(app: FastifyInstance, city: City): void {
  const limit = new RateLimit(city.clock)
  app.get<{ Params: { version: string; theme: Theme; z: number; x: number; y: number } }>(
    '/map/:version/:theme/:z/:x/:y.webp',
    {
      schema: {
        params: {
          type: 'object',
          properties: { version: { type: 'string' }, theme: { enum: THEMES }, z: number, x: number, y: number },
        },
      },
    },
    async (request, reply) => {
      const caller = await city.authenticate(tokenOf(request.headers) ?? '')
      if (!caller) throw new Refusal('not_signed_in')
      const waitMs = limit.take(caller.person, TILES_PER_MINUTE)
      if (waitMs > 0) throw new Refusal('too_many_requests', { retryMs: waitMs })
      const { theme, z, x, y } = request.params
      const bytes = await tileOf(city, { theme, z, x, y })
      if (!bytes) return reply.status(204).header('cache-control', 'private, max-age=86400').send()
      return reply
        .headers({ 'content-type': 'image/webp', 'cache-control': 'private, max-age=31536000, immutable' })
        .send(bytes)
    },
  )
}
