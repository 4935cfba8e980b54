// The small part of HTTP that the shop needs: JSON in, JSON out, refusals with a word.
const BODY_BYTES_MAX = 64 * 1024

/** A refusal: the status, and a word that the program knows. */
export const no = (status, word) => Object.assign(new Error(word), { status })

/** A text that must be there, trimmed; refuses `bad_input`. */
export function textOf(value, max) {
  if (typeof value !== 'string' || value.trim() === '' || value.length > max) throw no(400, 'bad_input')
  return value.trim()
}

/** The bytes of a request as they came: whoever checks a signature needs exactly these. */
export async function rawOf(request) {
  const parts = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > BODY_BYTES_MAX) throw no(413, 'too_large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

export function jsonOf(text) {
  try {
    return Object(JSON.parse(text || '{}'))
  } catch {
    throw no(400, 'bad_input')
  }
}

/** Listener of a server whose routes are `'GET /orders/:id/pay'`; a handler gets `{ request, raw, body, query, id }`. */
export const answering = routes => async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  try {
    const url = new URL(request.url, 'http://shop')
    const [, first = '', id = '', last = ''] = url.pathname.split('/')
    const named = `${request.method} /${[first, id && ':id', last].filter(Boolean).join('/')}`
    const handle = routes[`${request.method} ${url.pathname}`] ?? routes[named]
    if (!handle) throw no(404, 'not_found')
    const raw = request.method === 'GET' ? '' : await rawOf(request)
    answer(
      200,
      await handle({
        request,
        raw,
        query: url.searchParams,
        id,
        get body() {
          return jsonOf(raw)
        },
      }),
    )
  } catch (error) {
    if (!error.status) process.stderr.write(`shop: ${error.stack ?? error}\n`)
    answer(error.status ?? 500, error.answer ?? { error: error.status ? error.message : 'internal' })
  }
}
