import { limits, type Attachment } from '@plaza/contract'
import type { City } from '@plaza/house'
import { LINK_TURNS_MAX, LINKS_PER_MESSAGE_MAX, LINKS_SPAN } from './limits.ts'
import { textsWithLinks } from './store-attachments.ts'
import { hiddenAmong } from './store-hidden.ts'
import { conversationRows, type MessageRow } from './store.ts'

/** The web addresses in words, each once, as far as they are good ones. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/giu) ?? []
  const plain = found.map(ended).filter(isLink)
  return [...new Set(plain)].slice(0, LINKS_PER_MESSAGE_MAX)
}

/** A full stop ends the sentence and not the link; a bracket that was not opened in it neither. */
function ended(url: string): string {
  let kept = url
  for (;;) {
    const last = kept.at(-1) ?? ''
    const opened = last === ')' ? '(' : last === ']' ? '[' : undefined
    if (!(opened ? kept.split(opened).length < kept.split(last).length : '.,;:!?…'.includes(last))) return kept
    kept = kept.slice(0, -1)
  }
}

function isLink(url: string): boolean {
  return url.length <= limits.LINK_LENGTH_MAX && URL.canParse(url)
}

/** The words of a message as they stand now. */
function wordsOf({ body, edited_body }: MessageRow): string {
  const { text } = (edited_body ?? body) as { text?: string }
  return text ?? ''
}

/**
 * A page of links, newest first. They are looked for in the words themselves, one stretch of the conversation after the other,
 * so that writing a message costs nothing more for them.
 */
export async function linksOf(
  city: City,
  person: string,
  conv: string,
  range: { after: number; before: number },
): Promise<{ items: Attachment[]; more: boolean }> {
  const [head] = await conversationRows(city.db, [conv])
  let before = Math.min(range.before, (head?.q ?? 0) + 1)
  const limit = limits.ATTACHMENTS_PAGE_MAX
  for (let turn = 0; turn < LINK_TURNS_MAX && before > range.after + 1; turn++) {
    const rows = await textsWithLinks(city.db, conv, { after: range.after, before, span: LINKS_SPAN, limit })
    const hidden = await hiddenAmong(
      city.db,
      person,
      rows.map(({ q }) => ({ conv, q })),
    )
    const gone = new Set(hidden.map(place => place.q))
    const items = rows.filter(row => !gone.has(row.q)).flatMap(linksShown)
    const looked = rows.length === limit ? (rows.at(-1)?.q ?? before) : Math.max(range.after + 1, before - LINKS_SPAN)
    if (items.length > 0) return { items, more: looked > range.after + 1 }
    before = looked
  }
  return { items: [], more: false }
}

const linksShown = (row: MessageRow): Attachment[] =>
  linksIn(wordsOf(row)).map(url => ({ q: row.q, f: row.sender, at: row.at, k: 'link', url }))
