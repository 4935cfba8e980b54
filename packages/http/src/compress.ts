import type { Endpoint } from '@plaza/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Below this an answer fits one packet anyway. */
export const COMPRESS_BYTES_MIN = 1024
// The fastest levels: a page of 10 KB costs some 25 us of CPU and becomes a quarter; level 5 costs three times as much and
// saves another 14 % (bench/compress). The thread pool costs more CPU still, and there it would wait behind passwords.
const BROTLI_QUALITY = 1
const GZIP_LEVEL = 1

type Encoding = 'br' | 'gzip'

/** The best encoding of ours that an Accept-Encoding header takes (RFC 9110, 12.5.3); one with `q=0` is refused. */
export function encodingOf(accept: string | undefined): Encoding | undefined {
  const taken = new Set<string>()
  for (const part of (accept ?? '').slice(0, 200).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map(word => word.trim())
    if (!parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))) taken.add(name)
  }
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : undefined
}

/**
 * Whether answers of an endpoint may be compressed. The length of a compressed answer tells whether what a stranger put into
 * it stands in it elsewhere too (BREACH). So it takes three things that an attack cannot have together: only readings (what
 * opens sessions and makes tokens is a POST), none that tells a secret, and a browser's request only when it carries the
 * header that other sites cannot send, so that nobody else can make it ask again and again.
 */
export const mayCompress = (endpoint: Endpoint): boolean => endpoint.verb === 'GET' && !endpoint.secret

const isOurs = ({ headers }: FastifyRequest): boolean => headers.cookie === undefined || headers['x-plaza'] === '1'

/** Hook `onSend` of such an endpoint: the answer as it goes over the wire. */
export async function compressAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  void reply.header('vary', 'accept-encoding, cookie, x-plaza')
  if (typeof payload !== 'string' || Buffer.byteLength(payload) < COMPRESS_BYTES_MIN || !isOurs(request)) return payload
  const encoding = encodingOf(request.headers['accept-encoding'])
  if (!encoding) return payload
  void reply.header('content-encoding', encoding)
  return encoding === 'br' ? brotli(payload) : gzipSync(payload, { level: GZIP_LEVEL })
}

function brotli(text: string): Buffer {
  const bytes = Buffer.from(text)
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}
