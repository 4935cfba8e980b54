import { createHash, createHmac } from 'node:crypto'

export interface Credentials {
  readonly keyId: string
  readonly secret: string
  readonly region: string
}

export interface Unsigned {
  readonly method: string
  readonly url: URL
  /** Names in lower case. `host` is taken from the address. */
  readonly headers: Readonly<Record<string, string>>
  /** Hex SHA-256 of the body. */
  readonly bodyHash: string
  readonly at: Date
}

/** The hash of no body. */
export const EMPTY_SHA256 = createHash('sha256').digest('hex')

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** The headers of an S3 request signed with AWS Signature Version 4, in its one-piece form. */
export function signed(request: Unsigned, credentials: Credentials): Record<string, string> {
  const time = request.at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${time.slice(0, 8)}/${credentials.region}/s3/aws4_request`
  const headers = { ...request.headers, 'x-amz-content-sha256': request.bodyHash, 'x-amz-date': time }
  const { canonical, names } = canonicalOf(request, { ...headers, host: request.url.host })
  const signature = hmac(
    keyOf(credentials, time.slice(0, 8)),
    `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`,
  )
  const parts = [
    `Credential=${credentials.keyId}/${scope}`,
    `SignedHeaders=${names}`,
    `Signature=${signature.toString('hex')}`,
  ]
  return { ...headers, authorization: `AWS4-HMAC-SHA256 ${parts.join(',')}` }
}

/** The request as both sides write it down before they hash it. */
function canonicalOf(
  { method, url, bodyHash }: Unsigned,
  headers: Record<string, string>,
): { canonical: string; names: string } {
  const lines = Object.entries(headers)
    .map(([name, value]) => [name, value.trim().replace(/\s+/g, ' ')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const names = lines.map(([name]) => name).join(';')
  const path = url.pathname
    .split('/')
    .map(part => encoded(decodeURIComponent(part)))
    .join('/')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&')
  const block = lines.map(([name, value]) => `${name}:${value}\n`).join('')
  return { canonical: [method, path, query, block, names, bodyHash].join('\n'), names }
}

/** RFC 3986 to the letter: encodeURIComponent leaves five signs that AWS does not. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

function keyOf({ secret, region }: Credentials, day: string): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
}
