const FILES = 'plaza-files'
/** What all kept files may weigh together; those seen longest ago go first. */
const BYTES_MAX = 300 * 1024 ** 2
/** A single file larger than this is not kept: it would push out a hundred pictures. */
const FILE_BYTES_MAX = 30 * 1024 ** 2
/** Weighed again after so many new ones. */
const WEIGH_EVERY = 20
const PATH = /^\/api\/chats\/[^/]+\/files\/[0-9a-f]{64}$/

/** Counts from the end, so that the first one of this life is weighed. */
let fresh = WEIGH_EVERY - 1
/** Used in this life already: those stand near the end of the cache. */
const used = new Set<string>()

/** Whether this is a file of a message, asked for as a whole: films are asked for in parts, and not kept. */
export const isKept = (request: Request): boolean =>
  PATH.test(new URL(request.url).pathname) && !request.headers.has('range')

/** Files never change under their address: what was seen here is here, without a connection too. */
export async function keptFile(request: Request): Promise<Response> {
  const cache = await caches.open(FILES)
  const kept = await cache.match(request)
  if (kept) {
    // Put again, it stands at the end: the order of the cache is the order of use.
    if (!used.has(request.url)) void cache.put(request, kept.clone())
    used.add(request.url)
    return kept
  }
  const response = await fetch(request)
  if (response.status === 200 && Number(response.headers.get('content-length') ?? 0) <= FILE_BYTES_MAX) {
    used.add(request.url)
    void cache
      .put(request, response.clone())
      .then(() => (++fresh % WEIGH_EVERY === 0 ? makeRoom(cache) : undefined))
      .catch(() => {})
  }
  return response
}

async function makeRoom(cache: Cache): Promise<void> {
  const requests = await cache.keys()
  const sizes: number[] = []
  for (const request of requests) {
    const kept = await cache.match(request)
    const told = kept?.headers.get('content-length')
    sizes.push(told ? Number(told) : ((await kept?.blob())?.size ?? 0))
  }
  let total = sizes.reduce((sum, size) => sum + size, 0)
  for (const [i, request] of requests.entries()) {
    if (total <= BYTES_MAX) return
    await cache.delete(request)
    total -= sizes[i]!
  }
}
