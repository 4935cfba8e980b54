import { limits, type FileKind } from '@plaza/contract'
import type { Caller, City } from '@plaza/house'
import { RateLimit, tokenOf } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import { appendPiece, createUpload, removeUpload, standingOf, UPLOAD_SIZE_MAX, type Standing } from '@plaza/media'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'

export const UPLOADS_PATH = '/api/uploads'
const VERSION = '1.0.0'
const EXTENSIONS = 'creation,creation-with-upload,termination,expiration,checksum'
const PIECE_TYPE = 'application/offset+octet-stream'
const METADATA_LENGTH_MAX = 4_096
const BEGUN_PER_MINUTE = 120
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const KINDS: ReadonlySet<string> = new Set<FileKind>(['picture', 'video', 'voice', 'file'])

type ById = FastifyRequest<{ Params: { id: string } }>

/** Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): a file comes in pieces, and goes on where it stopped. */
export function uploads(app: FastifyInstance, city: City): void {
  const limit = new RateLimit(city.clock)
  void app.register(async scope => {
    // A piece is written as it comes and never waits in memory.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.addHook('onRequest', (request, reply, done) => {
      void reply.headers({ 'tus-resumable': VERSION, 'cache-control': 'no-store' })
      if (request.method !== 'OPTIONS' && request.headers['tus-resumable'] !== VERSION)
        return void reply.status(412).header('tus-version', VERSION).send()
      done()
    })
    // Who is refused in the middle of a large body should stop, and start on a connection of their own.
    scope.addHook('onSend', (_request, reply, payload, done) => {
      if (reply.statusCode >= 400) void reply.header('connection', 'close')
      done(null, payload)
    })

    scope.options(UPLOADS_PATH, (_request, reply) =>
      reply
        .status(204)
        .headers({
          'tus-version': VERSION,
          'tus-extension': EXTENSIONS,
          'tus-max-size': UPLOAD_SIZE_MAX,
          'tus-checksum-algorithm': 'sha256,sha1',
        })
        .send(),
    )

    scope.post(UPLOADS_PATH, async (request, reply) => {
      const by = await callerOf(city, request)
      const waitMs = limit.take(by.person, BEGUN_PER_MINUTE)
      if (waitMs > 0) throw new Refusal('too_many_requests', { retryMs: waitMs })
      const length = numberOf(request.headers['upload-length'])
      if (length === undefined) throw new Refusal('upload_length_missing')
      const wish = { ...readMetadata(request.headers['upload-metadata'], () => city.newId()), bytes: length }
      let standing = await createUpload(city, by.person, wish)
      if (request.headers['content-type'] === PIECE_TYPE && standing.offset === 0)
        standing = await append(city, by, wish.id, 0, request)
      return told(reply, standing).status(201).header('location', `${UPLOADS_PATH}/${wish.id}`).send()
    })

    scope.head(`${UPLOADS_PATH}/:id`, async (request: ById, reply) => {
      const by = await callerOf(city, request)
      const standing = await standingOf(city, by.person, idOf(request))
      return told(reply, standing).status(200).header('upload-length', standing.upload.bytes).send()
    })

    scope.patch(`${UPLOADS_PATH}/:id`, async (request: ById, reply) => {
      const by = await callerOf(city, request)
      if (request.headers['content-type'] !== PIECE_TYPE) throw new Refusal('media_kind_refused')
      const offset = numberOf(request.headers['upload-offset'])
      if (offset === undefined) throw new Refusal('bad_input', { field: 'Upload-Offset' })
      return told(reply, await append(city, by, idOf(request), offset, request))
        .status(204)
        .send()
    })

    scope.delete(`${UPLOADS_PATH}/:id`, async (request: ById, reply) => {
      const by = await callerOf(city, request)
      await removeUpload(city, by.person, idOf(request))
      return reply.status(204).send()
    })
  })
}

const told = (reply: FastifyReply, { offset, upload, expiresAt }: Standing): FastifyReply =>
  reply.headers({
    'upload-offset': offset,
    ...(upload.state === 'sending' ? { 'upload-expires': new Date(expiresAt).toUTCString() } : {}),
  })

/** Who sends. A browser's cookie counts only with the header that other sites cannot send. */
async function callerOf(city: City, request: FastifyRequest): Promise<Caller> {
  const token = tokenOf(request.headers)
  const known = request.headers.authorization !== undefined || request.headers['x-plaza'] === '1'
  const caller = token && known ? await city.authenticate(token) : undefined
  if (!caller) throw new Refusal('not_signed_in')
  return caller
}

function append(city: City, by: Caller, id: string, offset: number, request: FastifyRequest): Promise<Standing> {
  const checksum = readChecksum(request.headers['upload-checksum'])
  const bytes = (request.body as Readable | undefined) ?? Readable.from([])
  return appendPiece(city, by.person, id, { offset, bytes, ...(checksum ? { checksum } : {}) })
}

/** An upload that is not there is all that a wrong id tells. */
function idOf(request: ById): string {
  if (!UUID.test(request.params.id)) throw new Refusal('upload_not_found')
  return request.params.id
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined
}

/** `Upload-Metadata`: names with values in base64, between commas. */
function readMetadata(
  header: string | string[] | undefined,
  newId: () => string,
): { id: string; sentAs: FileKind; name: string; type: string; original: boolean } {
  const wrong = (field: string) => new Refusal('bad_input', { field })
  const text = String(header ?? '')
  if (text.length > METADATA_LENGTH_MAX) throw wrong('Upload-Metadata')
  const pairs = new Map(
    text.split(',').map(pair => {
      const [name = '', value = ''] = pair.trim().split(' ')
      return [name, Buffer.from(value, 'base64').toString('utf8')]
    }),
  )
  const id = pairs.get('id') ?? newId()
  const sentAs = pairs.get('as') ?? 'file'
  const [name, type] = [pairs.get('name') ?? '', pairs.get('type') ?? '']
  if (!UUID.test(id)) throw wrong('id')
  if (!KINDS.has(sentAs)) throw wrong('as')
  if (name.length > limits.FILE_NAME_LENGTH_MAX || name.includes('\u0000')) throw wrong('name')
  if (type.length > limits.FILE_TYPE_LENGTH_MAX || type.includes('\u0000')) throw wrong('type')
  return { id, sentAs: sentAs as FileKind, name, type, original: pairs.has('original') }
}

function readChecksum(
  header: string | string[] | undefined,
): { algorithm: 'sha1' | 'sha256'; digest: Buffer } | undefined {
  if (header === undefined) return undefined
  const [algorithm, digest = ''] = String(header).split(' ')
  if (algorithm !== 'sha1' && algorithm !== 'sha256') throw new Refusal('bad_input', { field: 'Upload-Checksum' })
  return { algorithm, digest: Buffer.from(digest, 'base64') }
}
