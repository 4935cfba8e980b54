import { perCity, type City } from '@plaza/house'
import { currencyOf } from '@plaza/wallet'
import { readFileSync } from 'node:fs'
import { listedKeys } from '../keys/platform.ts'
import { doorOf, hasDoor } from '../vault.ts'
import type { WireAnswer } from '../wire/answer.ts'
import type { WireRequest } from '../wire/authenticate.ts'
import { docsPage } from './page.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
}

const fileOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
const style = fileOf('./docs.css')
const script = fileOf('./console.js')
const pages = perCity(city =>
  docsPage({ cityName: city.config.cityName, baseUrl: doorOf(city).origin, currency: currencyOf(city) }),
)

/** The page of the API at the root of its origin, and what belongs to it; undefined for everything else. */
export async function docsAnswer(city: City, { method, target }: WireRequest): Promise<WireAnswer | undefined> {
  if (method !== 'GET' || !hasDoor(city)) return undefined
  switch (target) {
    case '/':
    case '/docs':
      return file('text/html', pages(city))
    case '/docs/docs.css':
      return file('text/css', style)
    case '/docs/console.js':
      return file('text/javascript', script)
    case '/docs/test-keys':
      return file('application/json', await testKeys(city))
    default:
      return undefined
  }
}

const file = (type: string, body: string): WireAnswer => ({
  status: 200,
  headers: { ...HEADERS, 'content-type': `${type}; charset=utf-8` },
  body,
})

/** The public keys that answers of test mode are signed with now, for the console to compare. */
async function testKeys(city: City): Promise<string> {
  const keys = await listedKeys(city, 'test')
  return JSON.stringify(
    keys.map(({ serial, publicKey }) => ({
      serial,
      spki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    })),
  )
}
