/** A piece of a message: plain words, a link, or a name that was mentioned. */
export type Piece =
  | { k: 'text'; text: string }
  | { k: 'link'; text: string; href: string }
  | { k: 'mention'; text: string }

const LINK = /(?:https?:\/\/|www\.)[^\s<>"'`，。！？；：、（）《》「」『』【】]+/giu
const AFTER = /[.,!?;:…]+$/u

/** Cuts a text into pieces to be drawn. Nothing is ever read as HTML. */
export function linkify(text: string, names: string[] = []): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const link = trimmed(match[0])
    const href = hrefOf(link)
    if (!href) continue
    pieces.push(...mentioned(text.slice(from, match.index), names), { k: 'link', text: link, href })
    from = match.index + link.length
  }
  pieces.push(...mentioned(text.slice(from), names))
  return pieces
}

/** The first address in a text that leads out of the city, as the text has it. */
export function firstLink(text: string): string | undefined {
  for (const [found] of text.matchAll(LINK)) {
    const link = trimmed(found)
    const href = hrefOf(link)
    const url = href === undefined ? undefined : urlOf(href)
    if (url && /^https?:/i.test(link) && !isOurs(url, location)) return link
  }
  return undefined
}

/** A full stop ends the sentence, not the link; a bracket belongs to it only when it was opened in it. */
function trimmed(link: string): string {
  let kept = link.replace(AFTER, '')
  while (/[)\]]$/.test(kept) && count(kept, kept.at(-1)!) > count(kept, kept.endsWith(')') ? '(' : '[')) {
    kept = kept.slice(0, -1).replace(AFTER, '')
  }
  return kept
}

/** The address a text is, if it is one. */
export function urlOf(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** The names by which a machine calls itself. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Whether an address is of the city that runs `here`: its own, or one that its machine gives itself on the same port. */
export const isOurs = (url: URL, here: { origin: string; port: string }): boolean =>
  url.origin === here.origin || (LOOPBACK.test(url.hostname) && url.port === here.port)

const count = (text: string, character: string) => text.split(character).length - 1

function hrefOf(link: string): string | undefined {
  const url = urlOf(/^www\./i.test(link) ? `https://${link}` : link)
  return url?.hostname.includes('.') || url?.hostname === 'localhost' ? url.href : undefined
}

function mentioned(text: string, names: string[]): Piece[] {
  if (text === '') return []
  let first = -1
  let found = ''
  for (const name of names) {
    const at = text.indexOf(`@${name}`)
    if (at >= 0 && (first < 0 || at < first || (at === first && name.length >= found.length))) {
      first = at
      found = `@${name}`
    }
  }
  if (first < 0) return [{ k: 'text', text }]
  const before: Piece[] = first > 0 ? [{ k: 'text', text: text.slice(0, first) }] : []
  return [...before, { k: 'mention', text: found }, ...mentioned(text.slice(first + found.length), names)]
}

const EMOJI = emojiPattern()

function emojiPattern(): RegExp {
  try {
    return new RegExp('^(?:\\p{RGI_Emoji}\\s*){1,5}$', 'v')
  } catch {
    return /^(?:\p{Extended_Pictographic}[\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}]*\s*){1,5}$/u
  }
}

/** Few enough emoji and nothing else: drawn large. */
export const onlyEmoji = (text: string): boolean => text.length <= 60 && EMOJI.test(text.trim())
