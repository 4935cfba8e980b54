import { perCity, type City } from '@plaza/house'
import { streamOutside } from '@plaza/http'
import type { IncomingMessage } from 'node:http'
import { PREVIEW_MS_MAX, PREVIEW_REDIRECTS_MAX } from './limits.ts'

type Reach = typeof streamOutside

const chosen = perCity((): { reach: Reach } => ({ reach: streamOutside }))

/** For tests, whose pages are on this machine: another way to the world. */
export function useReach(city: City, reach: Reach): void {
  chosen(city).reach = reach
}

/** What came from an address elsewhere, as far as it was read, and where redirects led to. */
export interface Reached {
  readonly url: URL
  readonly type: string
  readonly charset: string | undefined
  readonly bytes: Buffer
}

/**
 * Reads an address that somebody wrote, as a stranger without cookies: only the web's own ports, never this machine or its
 * networks, some redirects (each looked at anew), so many bytes, so long. Undefined for everything else.
 */
export async function reachPage(
  city: City,
  address: string,
  want: { readonly accept: string; readonly bytesMax: number; readonly cut: boolean },
): Promise<Reached | undefined> {
  const signal = AbortSignal.timeout(PREVIEW_MS_MAX)
  try {
    let url = new URL(address)
    for (let turn = 0; turn <= PREVIEW_REDIRECTS_MAX; turn++) {
      if (!mayReach(url)) return undefined
      const answer = await chosen(city).reach(url, {
        method: 'GET',
        headers: { accept: want.accept, 'accept-encoding': 'identity', 'user-agent': 'Plaza link preview' },
        body: undefined,
        allowPrivate: false,
        timeoutMs: PREVIEW_MS_MAX,
        signal,
      })
      const status = answer.statusCode ?? 0
      if (status >= 300 && status < 400 && answer.headers.location !== undefined) {
        answer.destroy()
        url = new URL(answer.headers.location, url)
        continue
      }
      if (status !== 200) return void answer.destroy()
      const [type = '', ...rest] = (answer.headers['content-type'] ?? '').toLowerCase().split(';')
      const charset = /charset="?([\w-]{1,40})/.exec(rest.join(';'))?.[1]
      const bytes = await readSome(answer, want)
      return bytes && { url, type: type.trim(), charset, bytes }
    }
  } catch {
    // Whatever the other side does wrong, or is not there for: there is no preview.
  }
  return undefined
}

/** A name without its own port or password; addresses inside are refused where the name is looked up. */
function mayReach({ protocol, port, username, password }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && port === '' && username === '' && password === ''
}

/** The first bytes; undefined where there are more and a part is no good. */
async function readSome(
  answer: IncomingMessage,
  { bytesMax, cut }: { bytesMax: number; cut: boolean },
): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    bytes += part.length
    if (bytes > bytesMax) {
      answer.destroy()
      return cut ? Buffer.concat(parts).subarray(0, bytesMax) : undefined
    }
  }
  return Buffer.concat(parts)
}
