import { LOG_BODY_LENGTH_MAX } from '../limits.ts'

/** What opens something, or is a citizen's own: never in a log. */
const SECRET =
  /^(app_?secret|secret|client_secret|access_token|refresh_token|token|ticket|session_?key|(js_)?code|password|phone_?number|purePhoneNumber|authorization)$/i
const BLANK = '•••'

/** A body as developers may read it later: what is secret is blanked, and it is not longer than a log is. */
export function blanked(body: string): string {
  return cut(asJson(body) ?? asForm(body) ?? body)
}

/** A question's address, blanked likewise. */
export function blankedQuery(query: URLSearchParams): string {
  const shown = [...query].map(([name, value]) => `${name}=${SECRET.test(name) ? BLANK : value}`)
  return cut(shown.join('&'))
}

function asJson(body: string): string | undefined {
  if (!/^\s*[{[]/.test(body)) return undefined
  try {
    return JSON.stringify(JSON.parse(body), (name, value: unknown) => {
      const isShown = !SECRET.test(name) || typeof value === 'object' || (name === 'code' && typeof value !== 'string')
      return isShown ? value : BLANK
    })
  } catch {
    return undefined
  }
}

const asForm = (body: string): string | undefined =>
  /^[\w.%+-]+=/.test(body) ? blankedQuery(new URLSearchParams(body)) : undefined

function cut(text: string): string {
  // A zero is nothing that PostgreSQL keeps, and half a sign nothing that anybody reads.
  const clean = text.replaceAll('\u0000', '').toWellFormed()
  return clean.length > LOG_BODY_LENGTH_MAX ? `${clean.slice(0, LOG_BODY_LENGTH_MAX).toWellFormed()}…` : clean
}
