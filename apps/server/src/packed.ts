import { encodingOf } from '@plaza/http'
import { Lru } from '@plaza/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Compressed texts kept in memory, and the longest that is. */
const KEPT_MAX = 100
const KEPT_BYTES_MAX = 1024 * 1024
/** Below this an answer fits one packet anyway. */
const PACKED_BYTES_MIN = 1024
const BROTLI_QUALITY = 6

const pack = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
}

const kept = new Lru<string, Promise<Uint8Array>>(KEPT_MAX)

/**
 * Sends what never changes under its name, compressed as the reader takes it: once for all who ask, so that it may cost more than
 * an answer of the moment. Only for what everybody may read: it has no secret whose length could tell (BREACH).
 */
export async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  bytes: Uint8Array,
): Promise<FastifyReply> {
  void reply.header('vary', 'accept-encoding')
  const encoding = bytes.length < PACKED_BYTES_MIN ? undefined : encodingOf(request.headers['accept-encoding'])
  if (!encoding) return reply.send(bytes)
  void reply.header('content-encoding', encoding)
  if (bytes.length > KEPT_BYTES_MAX) return reply.send(await pack[encoding](bytes))
  const key = `${encoding} ${name}`
  let packed = kept.get(key)
  if (!packed) kept.set(key, (packed = pack[encoding](bytes)))
  return reply.send(await packed)
}
