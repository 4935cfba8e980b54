import { DATA_URL_LENGTH_MAX } from './limits.ts'

const KNOWN_SCHEME = /^(https?|wxfile|plaza):/i
const ANY_SCHEME = /^[a-z][a-z0-9+.-]*:/i
const DATA_KIND = /^data:(image|font|audio|video|application\/(x-)?font)/i

/**
 * The address of a file as the host is asked for it: `/images/a.png` of the project, `https://…`, `wxfile://…`; or itself when it
 * is a `data:` address of a picture. Null for everything else a program may write there.
 */
export function resolve(src: unknown, base: string): string | null {
  if (typeof src !== 'string') return null
  const name = src.trim()
  if (!name) return null
  if (/^data:/i.test(name)) return name.length <= DATA_URL_LENGTH_MAX && DATA_KIND.test(name) ? name : null
  if (name.startsWith('//')) return `https:${name}`
  if (KNOWN_SCHEME.test(name)) return name
  if (ANY_SCHEME.test(name)) return null
  const steps = name.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const step of name.split('/')) {
    if (step === '..') steps.pop()
    else if (step && step !== '.') steps.push(step)
  }
  return `/${steps.filter(Boolean).join('/')}`
}

const URL_IN_CSS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)/gi

/** The addresses that a piece of CSS names, as written. */
export function addressesIn(css: string): string[] {
  return css.includes('(') ? [...css.matchAll(URL_IN_CSS)].map(match => match[1] ?? match[2] ?? match[3] ?? '') : []
}

/** The same CSS with each address replaced by what is known of it; unknown ones show nothing and ask for nothing. */
export function withAddresses(css: string, known: (written: string) => string | null | undefined): string {
  return css.replace(URL_IN_CSS, (_, double?: string, single?: string, bare?: string) => {
    const address = known(double ?? single ?? bare ?? '')
    return `url("${address ? address.replace(/["\\\n]/g, encodeURIComponent) : EMPTY_IMAGE}")`
  })
}

const EMPTY_IMAGE = 'data:,'
