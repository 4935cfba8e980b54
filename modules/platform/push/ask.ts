import { streamOutside } from '@plaza/http'
import { PUSH_ANSWER_BYTES_MAX, PUSH_TIMEOUT_MS } from '../limits.ts'

export interface OutsideAnswer {
  readonly status: number
  /** The first part of a long one. */
  readonly body: string
}

/**
 * Asks a program's server, which is a stranger: looked up once, never inside, no redirect followed, five seconds for all of
 * it. Throws `NotOutside`, or whatever the network does.
 */
export async function askServer(
  url: URL,
  ask: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; allowPrivate: boolean },
): Promise<OutsideAnswer> {
  const body = ask.body === undefined ? undefined : Buffer.from(ask.body)
  const answer = await streamOutside(url, {
    method: ask.method,
    headers: {
      ...ask.headers,
      'user-agent': 'Plaza-Platform/1',
      ...(body ? { 'content-length': String(body.length) } : {}),
    },
    body,
    allowPrivate: ask.allowPrivate,
    timeoutMs: PUSH_TIMEOUT_MS,
    signal: AbortSignal.timeout(PUSH_TIMEOUT_MS),
  })
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    if ((bytes += part.length) > PUSH_ANSWER_BYTES_MAX) break
  }
  return {
    status: answer.statusCode ?? 0,
    body: Buffer.concat(parts).subarray(0, PUSH_ANSWER_BYTES_MAX).toString('utf8'),
  }
}
