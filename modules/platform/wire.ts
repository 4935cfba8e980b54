/** One request of a program's server, as it came in. */
export interface PlatformAsk {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  readonly body: string
  readonly address: string
}

export interface PlatformAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

const COMMON = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

export const json = (status: number, value: object, type = 'application/json'): PlatformAnswer => ({
  status,
  headers: { ...COMMON, 'content-type': `${type}; charset=utf-8` },
  body: JSON.stringify(value),
})

export const picture = (png: Uint8Array): PlatformAnswer => ({
  status: 200,
  headers: { ...COMMON, 'content-type': 'image/png', 'content-length': String(png.length) },
  body: png,
})
