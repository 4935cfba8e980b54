import { PREVIEW_TEXT_MAX, PREVIEW_TITLE_MAX } from './limits.ts'

/** What a page says of itself in its head. `picture` is an address, as the page wrote it. */
export interface PageFacts {
  readonly title?: string
  readonly description?: string
  readonly picture?: string
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Reads the head of a page: what it wants to be shown as elsewhere (Open Graph), else its title and description. */
export function pageFacts(html: string): PageFacts {
  const head = html.split(/<\/head\s*>|<body[\s>]/i, 1)[0] ?? ''
  const said = new Map<string, string>()
  for (const [, inside = ''] of head.matchAll(/<meta\s([^<>]{1,4000})>/gi)) {
    const at = attributes(inside)
    const name = (at.get('property') ?? at.get('name') ?? '').toLowerCase()
    const content = at.get('content')
    if (content !== undefined && !said.has(name)) said.set(name, content)
  }
  const titled = /<title[^>]{0,200}>([^<]{1,2000})/i.exec(head)?.[1]
  const title = short(said.get('og:title') ?? said.get('twitter:title') ?? titled, PREVIEW_TITLE_MAX)
  const description = short(said.get('og:description') ?? said.get('description'), PREVIEW_TEXT_MAX)
  const picture = plain(said.get('og:image') ?? said.get('og:image:url') ?? said.get('twitter:image'))
  return { ...(title ? { title } : {}), ...(description ? { description } : {}), ...(picture ? { picture } : {}) }
}

function attributes(inside: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of inside.matchAll(
    /(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g,
  ))
    found.set(name.toLowerCase(), double ?? single ?? bare ?? '')
  return found
}

/** Words without entities, controls and wide gaps. */
function plain(text: string | undefined): string {
  const words = (text ?? '').replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (all, hex, decimal, name) =>
    name === undefined ? sign(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) : (ENTITIES[name] ?? all),
  )
  return words
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim()
    .toWellFormed()
}

const sign = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')

function short(text: string | undefined, max: number): string {
  const signs = [...plain(text)]
  return signs.length > max ? `${signs.slice(0, max - 1).join('')}…` : signs.join('')
}
