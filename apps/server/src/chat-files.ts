import { openChatFile } from '@plaza/chat'
import { openSticker } from '@plaza/favourites'
import type { City } from '@plaza/house'
import { RateLimit, tokenOf } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import type { FileSize, OpenFile } from '@plaza/media'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
/** Pages of small pictures, and videos in many parts. */
const READ_PER_MINUTE = 3_000
const HEX_SHA256 = '^[0-9a-f]{64}$'

const uuid = { type: 'string', pattern: UUID }
const querystring = { type: 'object', properties: { size: { enum: ['thumb', 'view', 'full'] } } }

/**
 * Files, whole or in parts. `GET /api/chats/:c/files/:file?size=thumb|view|full`: of a conversation, for whoever may read its
 * message. `GET /api/stickers/:id/file`: of a sticker, for whoever keeps it.
 */
export function chatFiles(app: FastifyInstance, city: City): void {
  const limit = new RateLimit(city.clock)
  const reader = async ({ headers }: FastifyRequest): Promise<string> => {
    const caller = await city.authenticate(tokenOf(headers) ?? '')
    if (!caller) throw new Refusal('not_signed_in')
    const waitMs = limit.take(caller.person, READ_PER_MINUTE)
    if (waitMs > 0) throw new Refusal('too_many_requests', { retryMs: waitMs })
    return caller.person
  }
  const files = { type: 'object', properties: { c: uuid, file: { type: 'string', pattern: HEX_SHA256 } } }
  app.get<{ Params: { c: string; file: string }; Querystring: { size?: FileSize } }>(
    '/api/chats/:c/files/:file',
    { schema: { params: files, querystring } },
    async (request, reply) => {
      const { c, file } = request.params
      const size = request.query.size ?? 'full'
      return sendFile(request, reply, await openChatFile(city, await reader(request), { conv: c, file, size }))
    },
  )
  app.get<{ Params: { id: string }; Querystring: { size?: FileSize } }>(
    '/api/stickers/:id/file',
    { schema: { params: { type: 'object', properties: { id: uuid } }, querystring } },
    async (request, reply) => {
      const opened = await openSticker(city, await reader(request), request.params.id, request.query.size ?? 'full')
      return sendFile(request, reply, { ...opened, name: null })
    },
  )
}

type Named = OpenFile & { readonly name: string | null }

function sendFile(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  opened: Named,
): Promise<FastifyReply> | FastifyReply {
  const tag = `"${opened.tag}"`
  void reply.headers({ ...headersOf(opened), etag: tag })
  if (headers['if-none-match'] === tag) return reply.status(304).send()
  const ifRange = headers['if-range']
  const wanted = ifRange === undefined || ifRange === tag ? headers.range : undefined
  return sendPart(reply, opened, partOf(wanted, opened.bytes))
}

/** What comes from a stranger is shown at most as a picture, video or sound; anything else is saved, and nothing in it may run. */
function headersOf({ kind, type, name }: Named): Record<string, string> {
  const shown = kind !== 'file'
  const called = encodeURIComponent(name ?? 'file').replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)
  return {
    'content-type': shown ? type : 'application/octet-stream',
    'content-disposition': shown ? 'inline' : `attachment; filename*=UTF-8''${called}`,
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'accept-ranges': 'bytes',
  }
}

type Part = { from: number; to: number }

/** The one part that a `Range` asks for; undefined for the whole, also where several are asked for; null for one that is not there. */
export function partOf(range: string | undefined, bytes: number): Part | null | undefined {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return undefined
  const [, first = '', last = ''] = asked
  if (first === '') return Number(last) === 0 ? null : { from: Math.max(0, bytes - Number(last)), to: bytes - 1 }
  const part = { from: Number(first), to: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
  return part.from > part.to ? (Number(first) >= bytes ? null : undefined) : part
}

async function sendPart(reply: FastifyReply, file: OpenFile, part: Part | null | undefined): Promise<FastifyReply> {
  if (part === null) return reply.status(416).header('content-range', `bytes */${file.bytes}`).send()
  if (part === undefined) return reply.header('content-length', file.bytes).send(await file.read())
  return reply
    .status(206)
    .headers({
      'content-range': `bytes ${part.from}-${part.to}/${file.bytes}`,
      'content-length': part.to - part.from + 1,
    })
    .send(await file.read(part))
}
